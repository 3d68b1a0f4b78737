"""Which addresses may be asked at all: the matrix of what leads inside."""

import pytest

from harvesting.fetching import NotFetched, Why
from harvesting.fetching.addresses import checked, host_of, is_public

PUBLIC = [
    "93.184.215.14", "8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "2a00:1450:400e::8a",
    "::ffff:8.8.8.8", "64:ff9b::808:808",
]  # fmt: skip
INSIDE = [
    # IPv4: this machine, networks of one's own, of the line, of the cloud's keys.
    "127.0.0.1", "127.8.8.8", "0.0.0.1", "0.1.2.3", "10.0.0.1", "172.16.0.1",
    "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1", "192.0.0.1",
    "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1",
    "239.255.255.250", "240.0.0.1", "255.255.255.255",
    # IPv6: the same.
    "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1",
    "fec0::1", "100::1", "2001:db8::1", "3fff::1", "5f00::1", "4000::1",
    # IPv4 inside IPv6: mapped, compatible, translated, in tunnels.
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:a9fe:a9fe", "::127.0.0.1",
    "::10.0.0.1", "::ffff:0:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1",
    "64:ff9b:1::a00:1", "2002:7f00:1::", "2002:a00:1::1", "2002:808:808::1",
    "2001:0:7f00:1::", "2001::1",
    # No address at all.
    "", "agenda.example.org", "0x7f.1", "127.1", "1.1.1", "017700000001",
]  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_what_is_public_may_be_asked(address):
    assert is_public(address)


@pytest.mark.parametrize("address", INSIDE)
def test_what_leads_inside_may_not(address):
    assert not is_public(address)
    with pytest.raises(NotFetched) as error:
        checked("agenda.example.org", lambda _name: [address])
    assert error.value.why == Why.UNREACHABLE


def test_one_address_inside_among_public_ones_is_enough_to_refuse():
    with pytest.raises(NotFetched):
        checked("agenda.example.org", lambda _name: ["8.8.8.8", "10.0.0.1"])


def test_of_a_name_that_is_not_there_no_more_is_told_than_of_one_inside():
    def away(_name):
        raise OSError("Name or service not known")

    for resolve in (away, lambda _name: [], lambda _name: ["10.0.0.1"]):
        with pytest.raises(NotFetched) as error:
            checked("agenda.example.org", resolve)
        assert error.value.why == Why.UNREACHABLE


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://agenda.example.org", ("agenda.example.org", "/")),
        ("webcal://Agenda.Example.org/a.ics", ("agenda.example.org", "/a.ics")),
        ("https://agenda.example.org./a?b=c#d", ("agenda.example.org", "/a?b=c")),
        ("https://agenda.example.org:443/é", ("agenda.example.org", "/%C3%A9")),
        ("https://café.nl/", ("xn--caf-dma.nl", "/")),
    ],
)
def test_the_name_and_the_path_of_an_address(url, expected):
    assert host_of(url) == expected


@pytest.mark.parametrize(
    "url",
    [
        "https://localhost/", "https://intranet/", "https://127.0.0.1/",
        "https://8.8.8.8/", "https://[::1]/", "https://2130706433/", "https://0x7f.1/",
        "https://agenda.example.org:8443/", "https://agenda.example.org:x/",
        "https://iemand@agenda.example.org/", "https://a:b@agenda.example.org/",
        "https://agenda.example.org\\@10.0.0.1/", "https://agenda example.org/",
        "https://agenda.example.org/\r\nHost: x", "https://-a.example.org/",
        "https://a..example.org/", "https:///a", "https://", "https://[evil]/",
        f"https://{'a' * 64}.example.org/", f"https://example.org/{'a' * 2000}",
    ],
)  # fmt: skip
def test_what_is_no_public_name_is_refused(url):
    with pytest.raises(NotFetched) as error:
        host_of(url)
    assert error.value.why == Why.UNREACHABLE


@pytest.mark.parametrize(
    "url",
    [
        "http://agenda.example.org/",
        "ftp://a.example.org/",
        "file:///etc/passwd",
        "x",
        "",
    ],
)
def test_only_https_is_taken(url):
    with pytest.raises(NotFetched) as error:
        host_of(url)
    assert error.value.why == Why.NOT_HTTPS
