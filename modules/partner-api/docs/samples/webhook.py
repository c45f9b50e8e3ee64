# pip install standardwebhooks; then: CARAVAN_SECRET=whsec_… python3 webhook.py
import json
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

webhook = Webhook(os.environ["CARAVAN_SECRET"])
seen = set()  # in your database, in earnest


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        try:
            webhook.verify(body, dict(self.headers.items()))  # as it came: verify first, parse afterwards
        except WebhookVerificationError:
            self.answer(401)
            return
        event = json.loads(body)
        if self.headers["webhook-id"] not in seen:
            data = event["data"]
            print(event["type"], data["id"], data.get("version", ""), data.get("title", ""), flush=True)  # store it
            seen.add(self.headers["webhook-id"])
        self.answer(204)  # and do what takes long afterwards

    def answer(self, status):
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()


ThreadingHTTPServer(("", int(os.environ.get("PORT", "8080"))), Receiver).serve_forever()
