/** Text that has broken parsers, templates, keys and headers before. */
export const nastyTexts: readonly string[] = [
  '', ' ', '\0', 'a\0b', '\r\nX-Planted: 1', 'a\r\n\r\n<script>planted</script>', '\u2028\u2029', '\u202Egnp.exe', '\uFEFF', '\uFFFE\uFFFF', '\uD800', '\uDFFF\uD800', '💩'.repeat(70), 'é'.repeat(1_100), 'x'.repeat(65), 'x'.repeat(2_049), 'x'.repeat(7_000),
  '<script>planted</script>', '"><script>planted</script>', '\'><img src=x onerror=planted>', '{{7*7}}', '${7*7}', '<%= 7*7 %>', '{{{unsubscribeLink}}}', '$&$1$`', '%', '%zz', '%00', '%0d%0aX-Planted:%201', '%25%32%66', '..', '../..', '..%2f..%2fetc/passwd', '..\\..', '/', '//evil.example', '\\\\evil.example', '.',
  '__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'null', 'undefined', 'NaN', 'true', '[object Object]', '-1', '0', '1e999', '9007199254740993', '0x10', '00', '1_000', '٣', '1,2', "' OR '1'='1", '"; DROP TABLE x; --', '#', '##', 'LOG', 'ARTICLE#x', 'SUBSCRIBERS#0', '*', '?', '&a=b', ';a=b', '\t', '\v\f',
];

/** The same, and anything else, as it may stand in an address: whole, half encoded, or broken. */
export const nastyPaths: readonly string[] = [
  ...nastyTexts.map((text) => encodeURIComponent(text.toWellFormed())), '%FF', '%C3%28', '%ED%A0%80', '%F4%90%80%80', '%u0041', '%', '%%', '%E0%A4%A', '{id}', '{proxy+}', '$default', ';jsessionid=1', '%2e%2e', '%5c..', '%2F%2F', '~', '@', ':', '*', "'", '(', '!',
];

/** Header values that Node sends as they are. */
export const nastyHeaders: readonly string[] = [...nastyTexts.filter((text) => /^[\x20-\x7e]*$/.test(text)), '\x80\xff\xe9', 'W/"x",,"', '"', '*, *', 'q=;q=,;', 'gzip;q=NaN', 'bytes=0-0,-1', 'Thu, 99 Foo 9999 99:99:99 GMT', '[::1]:80', '999.999.999.999:1', '=', ';;;', 'Bearer ', 'Bearer cvn__', 'Basic !!!', 'Root=;Parent=;Sampled='];
