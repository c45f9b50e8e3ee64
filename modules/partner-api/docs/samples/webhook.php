<?php
// Nothing to install. CARAVAN_SECRET=whsec_… php -S localhost:8080 webhook.php

/** As https://www.standardwebhooks.com says; whatever is wrong is false. */
function isGenuine(string $body, string $secret): bool
{
    $id = $_SERVER['HTTP_WEBHOOK_ID'] ?? '';
    $timestamp = $_SERVER['HTTP_WEBHOOK_TIMESTAMP'] ?? '';
    if ($id === '' || !ctype_digit($timestamp) || abs(time() - (int) $timestamp) > 300) {
        return false;
    }
    $key = base64_decode(substr($secret, strlen('whsec_')));
    $expected = 'v1,' . base64_encode(hash_hmac('sha256', "$id.$timestamp.$body", $key, true));
    foreach (explode(' ', $_SERVER['HTTP_WEBHOOK_SIGNATURE'] ?? '') as $signature) {
        if (hash_equals($expected, $signature)) {
            return true;
        }
    }
    return false;
}

$secret = getenv('CARAVAN_SECRET') ?: '';
if (!str_starts_with($secret, 'whsec_')) {
    http_response_code(500); // without a secret nothing is genuine
    exit;
}
$body = file_get_contents('php://input'); // as it came: verify first, parse afterwards
if (!isGenuine($body, $secret)) {
    http_response_code(401);
    exit;
}
$event = json_decode($body, true);
$data = $event['data'];
// Store it, and with it the webhook-id: what has come with that id before comes a second time.
error_log(implode(' ', [$event['type'], $data['id'], $data['version'] ?? '', $data['title'] ?? '']));
http_response_code(204); // and do what takes long afterwards
