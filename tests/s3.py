"""A service of S3 on this machine: moto's, in this process."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from unittest.mock import patch

KEY, SECRET = "SCHLUESSELNAME", "sehr/geheim+1234"


@contextmanager
def s3_service() -> Iterator[None]:
    """Run the service, and let the environment name it, with credentials."""
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
    from werkzeug.serving import WSGIRequestHandler, make_server

    class Quiet(WSGIRequestHandler):
        def log(self, *_: object) -> None:
            pass

    # Made here: should there be no port, this raises, and nothing waits.
    app = DomainDispatcherApplication(create_backend_app)
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    told = {
        "AWS_ACCESS_KEY_ID": KEY,
        "AWS_SECRET_ACCESS_KEY": SECRET,
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{server.server_port}",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
        "NO_PROXY": "127.0.0.1",
        "no_proxy": "127.0.0.1",
    }
    try:
        with patch.dict(os.environ, told):
            yield
    finally:
        server.shutdown()
        thread.join(10)
        server.server_close()
