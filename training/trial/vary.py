"""Variants of the generated pages with varied style: python vary.py OUT N [NAMES]"""
import sys, random, json, pathlib, re
sys.path.insert(0, "/work/shared/bench/order/gen")
import generate as G
from pages import PAGES
def styled(html, rng):
    fs = rng.choice([.85, .92, 1, 1, 1.1, 1.2]); w = rng.choice([.85, .93, 1, 1, 1.1, 1.2]); lh = rng.choice([1.1, 1.2, 1.28, 1.4, 1.55])
    pad = rng.choice([1, 2, 3, 5, 8]); gap = rng.choice([.5, .75, 1, 1, 1.4, 2])
    html = re.sub(r"width:(\d+)px;padding:", lambda m: f"width:{int(int(m[1]) * w)}px;padding:", html, count=1)
    html = re.sub(r"font:(\d+)px/1.28", lambda m: f"font:{max(8, round(int(m[1]) * fs))}px/{lh}", html, count=1)
    html = html.replace("td,th{padding:3px 8px", f"td,th{{padding:{pad}px {rng.choice([4, 8, 14, 22])}px", 1)
    html = re.sub(r"((?:column-)?gap:)(\d+)px", lambda m: f"{m[1]}{max(6, round(int(m[2]) * gap))}px", html)
    html = html.replace(".55em}table", f"{rng.choice([0, .2, .4, .55, .8, 1.2])}em}}table", 1)
    return html
def main():
    out, n, *names = sys.argv[1:]
    out = pathlib.Path(out); out.mkdir(parents=True, exist_ok=True)
    for v in range(1, int(n) + 1):
        for name in names or PAGES:
            key = f"{name}#{v}"
            if (out / f"{key}.truth.json").exists(): continue
            family, make = PAGES[name]
            try: found = G.laid_out(styled(make(v), random.Random(key)))
            except Exception as e: print(key, e); continue
            a, t = G.payload(key, family, found)
            (out / f"{key}.json").write_text(json.dumps(a, ensure_ascii=False)); (out / f"{key}.truth.json").write_text(json.dumps(t, ensure_ascii=False))
        print(v, flush=True)
main()
