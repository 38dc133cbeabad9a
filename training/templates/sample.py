"""A sample of how a template is written; not a page to learn from."""

from template import FONTS, each, el, family, page, pairs


@family(6)
def sample_letters(t, v):
    """Letterhead, date at the right, paragraphs, signature, page number at the foot."""
    size, lead = t.number(13, 20), t.pick((1.15, 1.3, 1.5))
    facts = [(label, t.code()) for label in ("Our ref.", "Your ref.")]
    body = [
        el("header", el("p", t.surname() + " & Sons"), el("p", t.street())),
        el("p", t.date(), cls="right" if v % 2 else ""),
        el("dl", pairs(facts), cls="grid", style="grid-template-columns: 120px 1fr"),
        el("h1", t.title(3, 6)),
        *(el("p", t.text(2, 6)) for _ in range(t.number(2, 6))),
        el("page-no", str(t.number(1, 99)), cls="center"),
    ]
    css = f"p {{ margin: {t.number(0, 20)}px 0; line-height: {lead} }}"
    return page(t, "".join(body), css, width=t.number(600, 1000), size=size, pad=t.number(30, 90))
