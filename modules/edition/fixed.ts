import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/** Three beads on a string, 32 by 32 pixels: for programs that show a feed with the icon of its site. */
const icon =
  'AAABAAEAICAAAAEAIACVAAAAFgAAAIlQTkcNChoKAAAADUlIRFIAAAAgAAAAIAIDAAAADhSSZwAAAAlQTFRFAAAAC1yK////lh1LhAAAAAF0Uk' +
  '5TAEDm2GYAAAA6SURBVHjaY2AMBQMHBlYII4BBFMIIYQiFAhowwqaCIJARtRQEgYyslSCIzIBLwRXTzD1wL8MDARYsAAn0WP1tOyhvAAAAAElF' +
  'TkSuQmCC';

const headers = {
  'cache-control': 'public, max-age=86400',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};

/** Answers that never change and that programs ask every site for, by their path. */
export const fixedAnswers: ReadonlyMap<string, APIGatewayProxyStructuredResultV2> = new Map([
  [
    '/favicon.ico',
    { statusCode: 200, headers: { ...headers, 'content-type': 'image/x-icon' }, body: icon, isBase64Encoded: true },
  ],
]);
