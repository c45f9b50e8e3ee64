<?php
// CARAVAN_KEY=cvn_… php pull.php: all that was announced since the last run. Once an hour is enough.
$file = 'cursor.txt';
$cursor = is_file($file) ? file_get_contents($file) : '';
$context = stream_context_create(['http' => ['header' => 'Authorization: Bearer ' . getenv('CARAVAN_KEY')]]);

do {
    $query = http_build_query(['limit' => 100] + ($cursor === '' ? [] : ['cursor' => $cursor]));
    $answer = file_get_contents("{{publicUrl}}/v1/articles?$query", false, $context);
    if ($answer === false) {
        exit(1); // PHP has said what the answer was
    }
    $page = json_decode($answer, true);
    foreach ($page['articles'] as ['type' => $type, 'data' => $data]) {
        if (isset($data['takenBack'])) {
            continue; // its withdrawal comes later in the list
        }
        echo implode(' ', [$type, $data['id'], $data['version'], $data['title']]), "\n"; // store it, by id and version
    }
    $cursor = $page['next'];
    file_put_contents($file, $cursor); // only once all of the page is stored
} while ($page['more']);
