"""A SAML identity provider of pysaml2 and xmlsec1, for tests. Anybody may sign in by an e-mail address.

Arguments: a port, and a folder with key.pem, certificate.pem and sp.xml, the service provider's metadata. Prints one line when it
listens. The address of a sign-in page may end in /encrypted, /message or /sha1, which say how it answers.
"""

import functools
import html
import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from saml2 import BINDING_HTTP_POST, BINDING_HTTP_REDIRECT, entity, saml, xmldsig
from saml2.config import IdPConfig
from saml2.metadata import entity_descriptor
from saml2.saml import NameID
from saml2.server import Server

PORT, FOLDER = int(sys.argv[1]), Path(sys.argv[2])
ORIGIN = f"http://127.0.0.1:{PORT}"

CONFIG = IdPConfig().load(
    {
        "entityid": f"{ORIGIN}/metadata",
        "service": {
            "idp": {
                "endpoints": {
                    "single_sign_on_service": [
                        (f"{ORIGIN}/sso", BINDING_HTTP_REDIRECT),
                        (f"{ORIGIN}/sso", BINDING_HTTP_POST),
                    ]
                },
                "want_authn_requests_signed": True,
                "policy": {"default": {"lifetime": {"minutes": 5}, "attribute_restrictions": None}},
            }
        },
        "key_file": str(FOLDER / "key.pem"),
        "cert_file": str(FOLDER / "certificate.pem"),
        "metadata": {"local": [str(FOLDER / "sp.xml")]},
        "xmlsec_binary": "/usr/bin/xmlsec1",
    }
)
SERVER = Server(config=CONFIG)

# It encrypts with Triple DES, and has no setting for it.
entity.pre_encryption_part = functools.partial(
    entity.pre_encryption_part, msg_enc="http://www.w3.org/2009/xmlenc11#aes256-gcm"
)
SERVER.sec.encrypt_assertion = functools.partial(SERVER.sec.encrypt_assertion, key_type="aes-256")

# How it answers, by the end of the address.
ANSWERS = {
    "": {"sign_assertion": True, "sign_response": False},
    "message": {"sign_assertion": False, "sign_response": True},
    "encrypted": {"sign_assertion": True, "sign_response": False, "encrypt_assertion": True},
    "sha1": {
        "sign_assertion": True,
        "sign_response": False,
        "sign_alg": xmldsig.SIG_RSA_SHA1,
        "digest_alg": xmldsig.DIGEST_SHA1,
    },
}
STRONG = {"sign_alg": xmldsig.SIG_RSA_SHA256, "digest_alg": xmldsig.DIGEST_SHA256}


def understood(binding: str, fields: dict) -> dict:
    """What a request asks, once its signature was found right."""
    request = SERVER.parse_authn_request(
        fields["SAMLRequest"],
        binding,
        sigalg=fields.get("SigAlg"),
        signature=fields.get("Signature"),
    ).message
    return {
        "id": request.id,
        "issuer": request.issuer.text,
        "acs": request.assertion_consumer_service_url,
        "force": request.force_authn,
    }


def answer(asked: dict, email: str, how: str) -> str:
    name_id = NameID(format=saml.NAMEID_FORMAT_EMAILADDRESS, text=email)
    response = SERVER.create_authn_response(
        {"mail": email},
        asked["id"],
        asked["acs"],
        asked["issuer"],
        name_id=name_id,
        userid=email,
        authn={"class_ref": saml.AUTHN_PASSWORD, "authn_auth": ORIGIN},
        **{**STRONG, **ANSWERS[how]},
    )
    form = SERVER.apply_binding(BINDING_HTTP_POST, str(response), asked["acs"], "", response=True)
    return "".join(form["data"])


def page(asked: dict) -> str:
    """Tests read what was understood from the field; people type an e-mail address."""
    value = html.escape(json.dumps(asked), quote=True)
    return (
        "<!doctype html><title>pysaml2</title><h1>Sign in</h1>"
        f'<form method="post" action="/login"><input type="hidden" name="asked" value="{value}">'
        '<label>E-mail <input name="email" type="email"></label><button>Sign in</button></form>'
    )


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        path, query = urlsplit(self.path).path, urlsplit(self.path).query
        if path == "/metadata":
            self.send(str(entity_descriptor(CONFIG)), "application/samlmetadata+xml")
        elif path == "/sso":
            self.begin(BINDING_HTTP_REDIRECT, query)
        else:
            self.send_error(404)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        path, fields = urlsplit(self.path).path, parse_qs(body)
        if path == "/sso":
            self.begin(BINDING_HTTP_POST, body)
        elif path.startswith("/login"):
            how = path.removeprefix("/login").strip("/")
            self.send(answer(json.loads(fields["asked"][0]), fields["email"][0], how))
        else:
            self.send_error(404)

    def begin(self, binding: str, encoded: str):
        fields = {name: values[0] for name, values in parse_qs(encoded).items()}
        try:
            self.send(page(understood(binding, fields)))
        except Exception as error:  # A request that it does not take: the test looks at the status.
            self.send_error(403, type(error).__name__)

    def send(self, text: str, kind: str = "text/html; charset=utf-8"):
        body = text.encode()
        self.send_response(200)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", PORT), Handler)
print("listening", flush=True)
server.serve_forever()
