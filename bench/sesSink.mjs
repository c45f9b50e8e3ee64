/** An SES that takes everything, in a process of its own: it reads each request to its end, and says so. */
import { createServer } from 'node:http';

const server = createServer((request, response) => {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', () => {
    const MessageId = '0100018f00000000-00000000-0000-4000-8000-000000000000-000000';
    const { BulkEmailEntries } = JSON.parse(Buffer.concat(parts).toString());
    const taken = BulkEmailEntries?.map(() => ({ Status: 'SUCCESS', MessageId }));
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify(taken ? { BulkEmailEntryResults: taken } : { MessageId }));
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send(server.address().port));
