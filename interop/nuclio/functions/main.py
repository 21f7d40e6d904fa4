# The cases that Nuclio's own python wrapper is asked, by the names of classic.cjs.
import hashlib
import time


def handler(context, event):
    if event.path == "/length":
        return f"{len(event.body)} {hashlib.sha256(event.body).hexdigest()[:8]}"
    if event.path == "/pair":
        return 201, "made"
    if event.path == "/object":
        return {"a": [1, "ä"]}
    if event.path == "/response":
        return context.Response(headers={"x-one": "1"}, body="<p>", content_type="text/html", status_code=418)
    if event.path == "/query":
        return dict(sorted(event.fields.items()))
    if event.path == "/log":
        context.logger.info_with("handled", n=1)
        return "logged"
    if event.path == "/throw":
        raise RuntimeError("boom")
    if event.path == "/slow":
        time.sleep(1.5)
        return "slow"
    return "ok"
