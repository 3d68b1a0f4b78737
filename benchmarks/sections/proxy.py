"""How many requests a second: straight from our process, through nginx's proxy_cache,
and files of nginx's own. Also the map's background, from our disk."""

import contextlib
import urllib.request

from benchmarks.lib.bench import Bench
from benchmarks.lib.load import Subject, has_wrk, measure, rates
from benchmarks.lib.plan import BREDA
from benchmarks.lib.servers import nginx, nginx_path, site
from benchmarks.sections.tiles import EMPTY, NO_WRK, TOWN

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 80  # of a usual size: 20 kB
ZOOM = 14
NO_NGINX = "nginx is missing: apt-get install nginx"
OURS, CACHED, FILE = "tile from our process", "tile by proxy_cache", "file of that size"
BACKGROUND, PICTURE_FILE = "background from our process", "file of a background's size"


def background() -> str:
    from common.kit.geo import tile_at

    return "/kaartbeeld/{}/{}/{}".format(ZOOM, *tile_at(*BREDA, ZOOM))


def run(bench: Bench) -> dict:
    from tests.kit.servers import running

    tile = bench.plan["tiles"][TOWN]
    picture = bench.step("benchmarks.sections.proxy:background")
    with contextlib.ExitStack() as stack:
        pictures = stack.enter_context(running((200, PICTURE)))
        address = f"{pictures.url}/{{z}}/{{x}}/{{y}}.png"
        server = stack.enter_context(site(bench.full, TILE_SERVER=address))
        asked = [
            Subject(EMPTY, ("/gezond/",)),
            Subject(OURS, (tile,)),
            Subject(BACKGROUND, (picture,)),
        ]
        rows = measure(server, asked, bench.postgres, is_quick=bench.is_quick)
        urls = {each.name: server.url + each.paths[0] for each in asked}
        if rows[BACKGROUND]["bytes"] != len(PICTURE) or len(pictures.asked) != 1:
            raise RuntimeError(f"the background was asked {len(pictures.asked)} times")
        if nginx_path():
            files = {"tile.json": _read(urls[OURS]), "picture.png": PICTURE}
            front = stack.enter_context(nginx(bench.folder, server, files))
            asked = [
                Subject(CACHED, (tile,)),
                Subject(FILE, ("/static-tile/tile.json",)),
                Subject(PICTURE_FILE, ("/static-tile/picture.png",)),
            ]
            rows |= measure(front, asked, is_quick=bench.is_quick)
            urls |= {each.name: front.url + each.paths[0] for each in asked}
            with urllib.request.urlopen(urls[CACHED]) as answer:
                if answer.headers["X-Cache"] != "HIT":
                    raise RuntimeError(f"proxy_cache: {answer.headers['X-Cache']}")
        else:
            bench.not_measured("proxy_cache and static files", NO_NGINX)
        if not has_wrk():
            bench.not_measured("requests/s through servers", NO_WRK)
        usual = {name: row["p50"] for name, row in rows.items()}
        for name, rate in rates(urls, usual, is_quick=bench.is_quick).items():
            rows[name]["rate"] = rate
    bench.show("a tile of a town, and the map's background", rows)
    return {"rows": rows}


def _read(url: str) -> bytes:
    with urllib.request.urlopen(url) as answer:
        return answer.read()
