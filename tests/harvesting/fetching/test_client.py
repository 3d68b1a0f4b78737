"""One request to a stranger's server: right, away, slow, lying, or leading inside."""

import gzip
import threading
import zlib

import pytest

from harvesting.fetching import NotFetched, Why, fetch
from tests.harvesting.fetching.loopback import NAME, PUBLIC, internet, page

URL = f"https://{NAME}/agenda.ics"
BODY = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
INSIDE = [
    "127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "::ffff:10.0.0.1",
    "64:ff9b::7f00:1", "fd00::1",
]  # fmt: skip


def why(call, *args, **kwargs) -> Why:
    with pytest.raises(NotFetched) as error:
        call(*args, **kwargs)
    return error.value.why


def refused(answer, **kwargs) -> Why:
    with internet(answer) as net:
        return why(fetch, URL, network=net.network, **kwargs)


# --- As it should be -----------------------------------------------------------------


def test_what_stands_there_is_fetched_with_what_the_next_time_needs():
    def answer(_path):
        return page(BODY, ETag='"1"', Last_Modified="x", Content_Type="text/calendar")

    with internet(answer) as net:
        found = fetch(f"{URL}?a=b", network=net.network)

    assert found.content == BODY
    assert (found.etag, found.last_modified) == ('"1"', "x")
    assert found.content_type == "text/calendar"
    path, headers = net.asked[0]
    assert (path, headers["Host"]) == ("/agenda.ics?a=b", NAME)
    assert "If-None-Match" not in headers


def test_what_did_not_change_is_not_sent_again():
    with internet(lambda _path: page(status="304 Not Modified", ETag='"2"')) as net:
        found = fetch(URL, '"1"', "yesterday", network=net.network)

    assert (found.content, found.etag) == (None, '"2"')
    _path, headers = net.asked[0]
    assert headers["If-None-Match"] == '"1"'
    assert headers["If-Modified-Since"] == "yesterday"


def test_not_modified_without_having_asked_is_no_answer():
    assert refused(lambda _path: page(status="304 Not Modified")) == Why.BROKEN


@pytest.mark.parametrize("members", [1, 3])
def test_what_is_packed_is_unpacked(members):
    packed = gzip.compress(BODY) * members
    with internet(lambda _path: page(packed, Content_Encoding="gzip")) as net:
        assert fetch(URL, network=net.network).content == BODY * members


def test_what_comes_in_chunks_is_put_together():
    def answer(_path):
        head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        return [head, b"5\r\nBEGIN\r\n", b"3\r\n:VC\r\n", b"0\r\n\r\n"]

    with internet(answer) as net:
        assert fetch(URL, network=net.network).content == b"BEGIN:VC"


def test_when_the_first_address_does_not_answer_the_next_one_does():
    with internet(lambda _path: page(BODY), **{NAME: [["8.8.8.8", PUBLIC]]}) as net:
        connect = net.connect

        def only_one(address, seconds):
            if address == "8.8.8.8":
                raise ConnectionRefusedError
            return connect(address, seconds)

        net.connect = only_one
        assert fetch(URL, network=net.network).content == BODY


# --- Inside --------------------------------------------------------------------------


@pytest.mark.parametrize("address", INSIDE)
def test_a_name_that_leads_inside_is_never_connected_to(address):
    with internet(lambda _path: page(BODY), **{NAME: [[PUBLIC, address]]}) as net:
        assert why(fetch, URL, network=net.network) == Why.UNREACHABLE
    assert net.reached == []


@pytest.mark.parametrize("address", INSIDE)
def test_a_name_that_leads_inside_at_the_second_asking_is_asked_once(address):
    names = {NAME: [[PUBLIC], [address]]}
    with internet(lambda _path: page(BODY), **names) as net:
        assert fetch(URL, network=net.network).content == BODY
    assert (net.resolved, net.reached) == ([NAME], [PUBLIC])


@pytest.mark.parametrize("address", INSIDE)
@pytest.mark.parametrize("hops", [1, 2, 3])
def test_a_redirect_that_leads_inside_is_refused_at_any_hop(address, hops):
    def answer(path):
        left = int(path[1:])
        to = NAME if left > 1 else "inside.example.org"
        return page(status="302 Found", Location=f"https://{to}/{left - 1}")

    with internet(answer, **{"inside.example.org": [[address]]}) as net:
        url = f"https://{NAME}/{hops}"
        assert why(fetch, url, network=net.network) == Why.UNREACHABLE
    assert net.reached == [PUBLIC] * hops


@pytest.mark.parametrize("address", INSIDE)
def test_the_same_name_may_lead_inside_after_a_redirect_and_is_refused(address):
    def answer(_path):
        return page(status="302 Found", Location="/again")

    with internet(answer, **{NAME: [[PUBLIC], [address]]}) as net:
        assert why(fetch, URL, network=net.network) == Why.UNREACHABLE
    assert net.reached == [PUBLIC]


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        ("http://agenda.example.org/", Why.NOT_HTTPS),
        ("file:///etc/passwd", Why.NOT_HTTPS),
        ("https://127.0.0.1/", Why.UNREACHABLE),
        ("https://[::1]/", Why.UNREACHABLE),
        ("https://agenda.example.org:22/", Why.UNREACHABLE),
        ("//localhost/", Why.UNREACHABLE),
        ("https://[evil]/", Why.UNREACHABLE),
    ],
)
def test_a_redirect_to_what_nobody_may_type_is_refused(to, expected):
    assert refused(lambda _path: page(status="301 Moved", Location=to)) == expected


@pytest.mark.parametrize(("hops", "is_fetched"), [(3, True), (4, False)])
def test_three_redirects_are_followed_and_no_more(hops, is_fetched):
    def answer(path):
        left = int(path[1:])
        return page(status="307 Go", Location=f"/{left - 1}") if left else page(BODY)

    with internet(answer) as net:
        if is_fetched:
            assert fetch(f"https://{NAME}/{hops}", network=net.network).content == BODY
        else:
            assert why(fetch, f"https://{NAME}/{hops}", network=net.network) == (
                Why.REDIRECTS
            )
    assert len(net.asked) == 4


def test_a_loop_of_redirects_ends():
    assert refused(lambda _path: page(status="302 Found", Location=URL)) == (
        Why.REDIRECTS
    )


# --- Away, wrong and lying -----------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("404 Not Found", Why.AWAY), ("410 Gone", Why.AWAY), ("401 No", Why.LOCKED),
        ("403 No", Why.LOCKED), ("429 Slow", Why.BUSY), ("503 Later", Why.BUSY),
        ("500 Broken", Why.BROKEN), ("204 Nothing", Why.BROKEN),
        ("302 Found", Why.BROKEN),
    ],
)  # fmt: skip
def test_what_a_server_says_instead_is_told_in_words(status, expected):
    assert refused(lambda _path: page(status=status)) == expected


@pytest.mark.parametrize(
    ("said", "seconds"), [("120", 120), ("9" * 30, 86_400), ("soon", None), ("", None)]
)
def test_when_to_come_back_is_heard(said, seconds):
    answer = page(status="429 Slow", Retry_After=said)
    with internet(lambda _path: answer) as net, pytest.raises(NotFetched) as error:
        fetch(URL, network=net.network)
    assert error.value.retry_after == seconds


@pytest.mark.parametrize(
    "pieces",
    [
        [], [b"\r\n"], [b"SSH-2.0-OpenSSH\r\n"], [b"HTTP/1.1 200 OK\r\n"],
        [b"HTTP/1.1 two OK\r\n\r\n"], page(BODY, Content_Length="99999"),
        page(BODY, Content_Encoding="br"), page(BODY, Content_Encoding="gzip"),
        page(gzip.compress(BODY)[:-5], Content_Encoding="gzip"),
        page(gzip.compress(BODY) + b"x", Content_Encoding="gzip"),
        [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"],
        [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nBEGIN"],
        [b"HTTP/1.1 200 OK\r\n", b"X: y\r\n" * 300, b"\r\n"],
        [b"HTTP/1.1 200 OK\r\nX: ", b"y" * 100_000, b"\r\n\r\n"],
    ],
)  # fmt: skip
def test_half_an_answer_or_none_at_all_is_broken(pieces):
    assert refused(lambda _path: pieces) == Why.BROKEN


def test_a_certificate_of_another_name_is_not_trusted():
    with internet(lambda _path: page(BODY)) as net:
        url = "https://agenda.example.com/"
        assert why(fetch, url, network=net.network) == Why.NOT_TRUSTED
    assert net.asked == []


def test_a_server_that_is_away_is_not_reached():
    with internet(lambda _path: page(BODY)) as net:
        net.port = 1
        assert why(fetch, URL, network=net.network) == Why.UNREACHABLE


def test_what_can_not_be_sent_back_is_not_kept():
    answer = page(BODY, ETag="é" * 3, Last_Modified="x" * 301)
    with internet(lambda _path: answer) as net:
        found = fetch(URL, network=net.network)
    assert (found.etag, found.last_modified) == ("", "")


# --- Too much, and too slow ----------------------------------------------------------


def test_what_is_too_large_is_not_read_to_its_end():
    sent = []

    def answer(_path):
        yield b"HTTP/1.1 200 OK\r\n\r\n"
        for number in range(1000):
            sent.append(number)
            yield b"x" * 10_000

    assert refused(answer, most_bytes=50_000) == Why.LARGE
    assert len(sent) < 1000


def test_a_bomb_is_unpacked_no_further_than_may_be():
    bomb = zlib.compressobj(9, zlib.DEFLATED, 31)
    packed = b"".join(bomb.compress(bytes(1_000_000)) for _megabyte in range(200))
    packed += bomb.flush()
    assert len(packed) < 2_000_000
    answer = page(packed, Content_Encoding="gzip")
    assert refused(lambda _path: answer) == Why.LARGE


@pytest.mark.parametrize(
    "head", [b"", b"HTTP/1.1 200 OK\r\n\r\n"], ids=["head", "body"]
)
def test_who_drips_is_cut_off_however_often_a_byte_comes(head):
    over = threading.Event()

    def answer(_path):
        yield head or b"HTTP/1.1 200 OK\r\nX: "
        while not over.wait(0.02):
            yield b"x"

    assert refused(answer, seconds=0.5) == Why.SLOW
    over.set()


def test_who_says_nothing_is_cut_off():
    over = threading.Event()

    def answer(_path):
        over.wait(20)
        yield b""

    assert refused(answer, seconds=0.5) == Why.SLOW
    over.set()


def test_a_name_server_that_says_nothing_holds_nobody_up():
    over = threading.Event()
    with internet(lambda _path: page(BODY)) as net:
        net.resolve = lambda _name: over.wait(20) and [PUBLIC]
        assert why(fetch, URL, network=net.network, seconds=0.3) == Why.SLOW
        over.set()
    assert net.reached == []
