"""Azure's states and errors: one truth for the client and the readers."""

import pytest
from azure_server import KEY, Service, status

import ocrlayout
from ocrlayout import OcrFailed, azure_status
from ocrlayout.engines import azure

JPEG = b"\xff\xd8\xff\xe0 starts like a picture"
INNER = {"code": "B", "message": "The page is too small."}
BODIES = {
    "details": {
        "status": "failed",
        "error": {
            "code": "A",
            "message": "The request is invalid.",
            "details": [INNER, {"code": "C", "message": "Page 3 is locked."}],
        },
    },
    "one detail": {
        "status": "failed",
        "error": {"code": "A", "message": "No.", "details": [INNER]},
    },
    "innererror": {
        "status": "failed",
        "error": {"code": "A", "message": "No.", "innererror": INNER},
    },
    "innerError": {
        "status": "Failed",
        "error": {"code": "A", "message": "No.", "innerError": INNER},
    },
    "errors": {"status": "failed", "analyzeResult": {"errors": [INNER, {"message": "Locked."}]}},
    "errors on top": {"status": "failed", "errors": [INNER]},
    "error of a result": {"status": "failed", "analyzeResult": {"error": INNER}},
    "flat": {"status": "failed", "code": 17, "message": "No."},
    "Message": {"status": "failed", "error": {"Code": "A", "Message": "No."}},
    "text": {"status": "failed", "error": "The page is\ntoo small."},
    "list": {"status": "failed", "error": ["One.", "Two."]},
    "control": {"status": "failed", "error": {"code": "A", "message": "No\x1b[2J\u202e."}},
    "long": {"status": "failed", "error": {"code": "A", "message": "No. " * 5000}},
    "no reason": {"status": "canceled"},
}


@pytest.mark.parametrize("name", BODIES)
def test_the_client_and_load_word_a_failure_the_same(name):
    body = BODIES[name]
    with pytest.raises(OcrFailed) as loaded:
        ocrlayout.load(body)
    with Service() as service, azure.Client(service.origin, KEY, interval=0.001) as client:
        service.fail("GET", status(200, body))
        with pytest.raises(OcrFailed) as polled:
            client.read(JPEG)
    assert str(polled.value).startswith(str(loaded.value))
    assert (polled.value.code, polled.value.status) == (loaded.value.code, loaded.value.status)
    assert str(loaded.value).isprintable()
    assert len(str(loaded.value)) < 1200


def test_several_details_are_all_told():
    assert azure_status.reason(BODIES["details"]) == (
        "the service reports 'failed' without a result:"
        " B: The page is too small.; Page 3 is locked."
    )


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({"code": "A", "message": "No.", "requestId": "7"}, ("A", "No.", "7")),
        ({"error": {"code": "A", "message": "No."}, "requestId": "7"}, ("A", "No.", "7")),
        ({"error": {"code": "A", "innerError": {"requestId": "7"}}}, ("A", "", "7")),
        ({"error": {"code": "A", "inner_error": {"code": "B", "request_id": "7"}}}, ("B", "", "7")),
        ({"statusCode": 429, "message": "Wait."}, ("429", "Wait.", "")),
        ({"status_code": 429, "message": "Wait."}, ("429", "Wait.", "")),
        ([{"code": "A", "message": "No."}], ("A", "No.", "")),
        ({"error": [{"message": "a"}, "b", 7, {}, [{}]]}, ("", "a; b", "")),
        ({"error": {"code": True, "message": 7.5}}, ("", "", "")),
        ({"error": {"code": 10**5000, "message": None}}, ("", "", "")),
        ("No.", ("", "No.", "")),
        (None, ("", "", "")),
        ([], ("", "", "")),
        ({}, ("", "", "")),
    ],
)
def test_every_shape_of_an_error_is_found(body, found):
    assert azure_status.error(body) == found


def test_a_body_that_is_nested_without_end_is_left_after_some_steps():
    body = {"message": "outer"}
    for number in range(10_000):
        body = {"code": number, "innererror": body}
    assert azure_status.error({"error": body}) == ("9980", "", "")


def test_a_secret_is_struck_out_before_a_text_is_cut():
    hidden = azure_status.one_line("x" * 995 + "secret", lambda text: text.replace("secret", "***"))
    assert hidden == "x" * 995 + "***"


@pytest.mark.parametrize(
    ("status_word", "state"),
    [
        ("Not Started", "notstarted"),
        ("not_started", "notstarted"),
        ("OperationStatusCodes.running", "running"),
        ("SUCCEEDED", "succeeded"),
        (7, ""),
        (None, ""),
    ],
)
def test_a_state_has_one_spelling(status_word, state):
    assert azure_status.state({"status": status_word}) == state
    assert azure_status.state([status_word]) == ""
