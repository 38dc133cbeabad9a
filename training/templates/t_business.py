"""Templates of business and commerce: letters, lists of values, bills, tables, catalogs, forms."""

from template import FONTS, each, el, family, lines, page

TONGUES = ("en",) * 12 + ("de",) * 3 + ("fr",) * 2 + ("it", "ru", "el", "ja", "zh")
SIDES = ("en", "de", "fr", "it")
FACTS = (
    ("code", "Invoice no.", "Rechnungs-Nr.", "Facture n°", "Fattura n."),
    ("code", "Customer no.", "Kundennummer", "N° client", "Codice cliente"),
    ("code", "Order no.", "Auftrag", "Commande", "Ordine"),
    ("code", "Your reference", "Ihr Zeichen", "Votre référence", "Vs. riferimento"),
    ("code", "Our ref.", "Unser Zeichen", "Notre réf.", "Ns. rif."),
    ("date", "Date", "Datum", "Date", "Data"),
    ("day", "Due date", "Fällig am", "Échéance", "Scadenza"),
    ("day", "Delivery date", "Lieferdatum", "Date de livraison", "Data di consegna"),
    ("name", "Contact", "Ansprechpartner", "Interlocuteur", "Contatto"),
    ("name", "Sales person", "Verkäufer", "Vendeur", "Venditore"),
    ("phone", "Phone", "Telefon", "Téléphone", "Telefono"),
    ("phone", "Fax", "Telefax", "Télécopie", "Fax"),
    ("mail", "E-mail", "E-Mail", "Courriel", "E-mail"),
    ("days", "Terms of payment", "Zahlungsziel", "Conditions", "Pagamento"),
    ("place", "Place of delivery", "Lieferort", "Lieu de livraison", "Luogo di consegna"),
    ("words", "Carrier", "Spediteur", "Transporteur", "Vettore"),
    ("kilos", "Gross weight", "Bruttogewicht", "Poids brut", "Peso lordo"),
    ("count", "Packages", "Packstücke", "Colis", "Colli"),
    ("iban", "Account", "Konto", "Compte", "Conto"),
    ("vat", "VAT no.", "USt-IdNr.", "N° TVA", "Partita IVA"),
    ("page", "Page", "Seite", "Page", "Pagina"),
    ("percent", "Discount", "Rabatt", "Remise", "Sconto"),
    ("money", "Amount due", "Zahlbetrag", "Montant dû", "Importo"),
    ("words", "Subject", "Betreff", "Objet", "Oggetto"),
    ("street", "Address", "Anschrift", "Adresse", "Indirizzo"),
    ("period", "Period", "Zeitraum", "Période", "Periodo"),
    ("words", "Department", "Abteilung", "Service", "Reparto"),
    ("yes", "Insured", "Versichert", "Assuré", "Assicurato"),
    ("long", "Remarks", "Bemerkung", "Remarques", "Note"),
)
HEADS = {
    "pos": ("No.", "Pos.", "N°", "N."),
    "code": ("Item", "Art.-Nr.", "Réf.", "Codice"),
    "what": ("Description", "Bezeichnung", "Désignation", "Descrizione"),
    "count": ("Qty", "Menge", "Qté", "Q.tà"),
    "unit": ("Unit", "Einh.", "Unité", "Unità"),
    "money": ("Price", "Preis", "Prix", "Prezzo"),
    "percent": ("VAT", "MwSt.", "TVA", "IVA"),
    "total": ("Amount", "Betrag", "Montant", "Importo"),
    "day": ("Date", "Datum", "Date", "Data"),
    "place": ("Place", "Ort", "Lieu", "Luogo"),
    "name": ("Name", "Name", "Nom", "Nome"),
    "kilos": ("Weight", "Gewicht", "Poids", "Peso"),
}
SUMS = (
    ("Subtotal", "Zwischensumme", "Sous-total", "Subtotale"),
    ("Discount", "Rabatt", "Remise", "Sconto"),
    ("Carriage", "Versand", "Port", "Trasporto"),
    ("VAT 20 %", "MwSt. 19 %", "TVA 20 %", "IVA 22 %"),
    ("Total", "Gesamtbetrag", "Total TTC", "Totale"),
)
FORMS = ("aligned", "apart", "labels", "inline", "leaders", "stacked", "hanging", "table", "boxes")


def chance(t, part):
    return t.rng.random() < part


def some(t, items, count):
    """So many of the items in their order."""
    items = list(items)
    keep = sorted(t.rng.sample(range(len(items)), min(count, len(items))))
    return [items[k] for k in keep]


def tongue(t, tongues=TONGUES):
    return t.of(t.pick(tongues))


def said(t, words):
    """A label in the language of the page: the words are English, German, French, Italian."""
    if t.language in SIDES:
        return words[SIDES.index(t.language)]
    return t.words(t.number(2, 4)) if t.glyphs else t.phrase(1, 2)


def label(t, english):
    """An English label, or made-up words in another language."""
    if t.language == "en":
        return english
    return t.words(t.number(2, 4)) if t.glyphs else t.phrase(1, max(1, len(english.split())))


def value(t, kind):
    make = {
        "code": t.code,
        "date": t.date,
        "day": t.short_date,
        "name": t.name,
        "phone": t.phone,
        "mail": lambda: f"{t.pick('info sales office orders')}@{t.pick('alder norham kelso')}.com",
        "days": lambda: f"{t.pick((14, 30, 60))} days net",
        "place": t.place,
        "words": lambda: t.phrase(1, 4),
        "what": lambda: t.phrase(2, 5),
        "kilos": lambda: f"{t.number(1, 900)}.{t.number(0, 9)} kg",
        "count": lambda: str(t.number(1, 60)),
        "unit": lambda: t.pick("pc box kg m l set"),
        "iban": lambda: " ".join(str(t.number(1000, 9999)) for _ in range(4)),
        "vat": lambda: f"GB {t.number(100, 999)} {t.number(1000, 9999)} {t.number(10, 99)}",
        "page": lambda: f"{t.number(1, 3)} / {t.number(3, 5)}",
        "percent": lambda: f"{t.number(0, 25)} %",
        "money": t.money,
        "total": lambda: t.money(20, 9000),
        "street": t.street,
        "period": lambda: f"{t.short_date()} – {t.short_date()}",
        "yes": lambda: t.pick("yes no"),
        "long": lambda: t.phrase(6, 16),
        "time": t.time,
        "figure": lambda: f"{t.number(1, 99_999):,}",
    }
    return make[kind]()


def facts(t, low, high=None):
    """Labels and values as they stand in business papers."""
    found = t.rng.sample(FACTS, t.number(low, high or low))
    return [(said(t, words), value(t, kind)) for kind, *words in found]


def dots(t, left, right, width, size):
    """One line from edge to edge, filled with dots."""
    wide = (1.0 if t.glyphs else 0.62) * size
    mark, pair = t.pick(((" .", 0.66), (" .", 0.66), (" ·", 0.66), (" _", 0.95)))
    count = int((width - (len(left) + len(right)) * wide) / (pair * size) * 0.97)
    if count < 2:
        return el("p", left, " ", right)
    return el("p", left, mark * count, " ", right, cls="leader")


def values(t, items, form=None, across=None, width=None, size=14):
    """A list of labels and values in one of many forms."""
    form = form or t.pick(FORMS)
    colon, gap = t.pick(("", ":", ":")), t.number(0, t.pick((3, 8, 14)))
    items = [(name + colon, said) for name, said in items]
    if form == "leaders":
        if chance(t, 0.5):
            return "".join(dots(t, name, said, width or 400, size) for name, said in items)
        form = "apart"
    style = f"row-gap: {gap}px; column-gap: {t.number(8, 40)}px;"
    if form in ("aligned", "apart", "labels"):
        first = t.pick(("max-content", f"{t.number(30, 50)}%"))
        template = "1fr auto" if form == "apart" else f"{first} 1fr"
        side = {"apart": ("", "right"), "labels": ("right", "")}.get(form, ("", ""))
        inner = "".join(el("dt", a, cls=side[0]) + el("dd", b, cls=side[1]) for a, b in items)
        return el("dl", inner, cls="grid", style=f"{style} grid-template-columns: {template}")
    if form == "inline":
        each_pair = (el("div", el("dt", a), " ", el("dd", b)) for a, b in items)
        return el("dl", *each_pair, cls="inline grid", style=f"row-gap: {gap}px")
    if form == "hanging":
        indent = t.number(10, 50)
        inner = "".join(
            el("dt", a) + el("dd", b, style=f"margin-left: {indent}px") for a, b in items
        )
        return el("dl", inner)
    if form == "table":
        cls, side = t.pick(("ruled", "")), t.pick(("", "right"))
        body = (el("tr", el("td", a), el("td", b, cls=f"{side} free")) for a, b in items)
        return el("table", *body, cls=f"{cls} pad", style=f"width: {t.number(60, 100)}%")
    across = across or t.number(1, 4)
    if width:
        across = max(1, min(across, int(width // (9 * size))))
    small = f"font-size: {t.number(60, 95)}%"
    cls = "cell box" if form == "boxes" else "cell"
    inner = (el("div", el("dt", a, style=small), el("dd", b), cls=cls) for a, b in items)
    style = "" if form == "boxes" else style
    template = " ".join(f"minmax(0, {t.pick((1, 1, 2))}fr)" for _ in range(across))
    return el("dl", *inner, cls="grid", style=f"{style} grid-template-columns: {template}")


def beside(t, parts, gap=None, even=False, **attributes):
    """Parts side by side, each of them whole."""
    gap = gap or t.number(14, 70)
    share = [1 if even else t.pick((2, 2, 3)) for _ in parts]
    template = " ".join(f"minmax(0, {part}fr)" for part in share)
    style = f"column-gap: {gap}px; grid-template-columns: {template}"
    return el("div", each("div", parts), cls="grid", style=style, **attributes)


def columns(t, inner, count, gap=None):
    """Columns that end at one height, or the last of them shorter."""
    gap = gap or t.number(14, 50)
    if chance(t, 0.4):
        inner += el("div", style=f"height: {t.number(20, 240)}px")
    return el("div", inner, style=f"columns: {count}; column-gap: {gap}px")


def chart(t, head, body, right=(), caption="", wide=True, cls=None, heads=0.85):
    """A table whose right columns stand at their right edge."""
    cls = t.pick(("ruled", "", "", "under")) if cls is None else cls
    keep = chance(t, 0.6)
    top = ""
    if head and chance(t, heads):
        cells = (
            el("th", cell, cls="right" if keep and k in right else "")
            for k, cell in enumerate(head)
        )
        top = el("tr", *cells)
    inner = "".join(
        el("tr", *(el("td", c, cls="right" if k in right else "") for k, c in enumerate(row)))
        for row in body
    )
    pad = f"--up: {t.number(0, t.pick((2, 5, 12)))}px; --aside: {t.number(4, 16)}px;"
    width = f"width: {t.pick((100, 100, t.number(70, 99)))}%" if wide else ""
    caption = el("caption", caption, style="text-align: left") if caption else ""
    return el("table", caption, top, inner, cls=f"{cls} pad", style=pad + width)


def goods(t, count, kinds=None, long=0.3):
    """A table of goods with prices."""
    kinds = kinds or [
        kind
        for kind, part in (
            ("pos", 0.5),
            ("code", 0.6),
            ("what", 1),
            ("count", 0.8),
            ("unit", 0.4),
            ("money", 0.7),
            ("percent", 0.3),
            ("total", 0.9),
        )
        if chance(t, part)
    ]
    if chance(t, 0.2) and "count" in kinds:
        kinds.insert(0, kinds.pop(kinds.index("count")))
    body = []
    for k in range(count):
        row = []
        for kind in kinds:
            said = str(k + 1) if kind == "pos" else value(t, kind)
            if kind == "what" and chance(t, long):
                more = [t.phrase(3, 7) for _ in range(t.number(1, 3))]
                said = lines(said, *more)
            elif kind in ("unit", "percent") and chance(t, 0.2):
                said = ""
            row.append(said)
        body.append(row)
    figures = ("count", "money", "percent", "total", "kilos")
    right = [k for k, kind in enumerate(kinds) if kind in figures and chance(t, 0.9)]
    return chart(t, [said_head(t, kind) for kind in kinds], body, right)


def said_head(t, kind):
    return said(t, HEADS[kind])


def sums(t, width=400, size=14):
    """The sums under a table, at the right or over the whole width."""
    found = some(t, SUMS[:-1], t.number(1, 4)) + [SUMS[-1]]
    items = [(said(t, words), t.money(10, 5000)) for words in found]
    form = t.pick(("apart", "apart", "aligned", "table", "labels"))
    room = 100 if width < 400 else t.pick((100, t.number(35, 60)))
    style = f"width: {room}%; margin-left: auto; margin-top: {t.number(0, 20)}px"
    return el("div", values(t, items, form, width=width, size=size), style=style)


def company(t):
    ends = {"de": "GmbH", "fr": "S.A.", "it": "S.p.A."}.get(t.language, "Ltd")
    pick = t.number(0, 2)
    if t.glyphs:
        return t.words(t.number(4, 8))
    return (
        f"{t.surname()} {ends}",
        f"{t.surname()} & {t.surname()}",
        f"{t.surname()} {t.title(1, 2)} {ends}",
    )[pick]


def address(t, low=3, high=5):
    parts = [company(t), t.name(), t.phrase(1, 2), t.street(), f"{t.postcode()} {t.place()}"]
    return lines(*some(t, parts, t.number(low, high)))


def letterhead(t):
    """Who writes: a name, an address, ways to call; left, centered, right or apart."""
    name = el("h1" if chance(t, 0.3) else "p", company(t), cls=t.pick(("big", "", "big sc")))
    more = [t.street(), f"{t.postcode()} {t.place()}", "Tel. " + t.phone(), value(t, "mail")]
    more = some(t, more, t.number(1, 4))
    form = t.pick(("left", "center", "right", "apart", "apart", "one"))
    if form == "apart":
        side = t.pick(("", "right"))
        inner = el("div", name) + el("p", lines(*more), cls=f"small {side}")
        return el("header", inner, cls="between")
    if form == "one":
        return el("header", name, el("p", t.pick((" · ", ", ", " | ")).join(more)), cls="small")
    return el("header", name, el("p", lines(*more), cls="small"), cls=form)


def imprint(t):
    """The foot of a letter: address, bank and register in columns, or in a line."""
    groups = [
        [company(t), t.street(), f"{t.postcode()} {t.place()}"],
        ["Tel. " + t.phone(), "Fax " + t.phone(), value(t, "mail")],
        [f"{t.surname()} Bank", value(t, "iban"), "BIC " + t.code()],
        ["VAT " + value(t, "vat"), "Reg. " + t.code(), t.name()],
    ]
    groups = some(t, groups, t.number(2, 4))
    size = f"font-size: {t.number(60, 85)}%"
    if chance(t, 0.35):
        inner = each("p", (" · ".join(group) for group in groups[:3]))
        return el("footer", inner, style=size, cls=t.pick(("center", "")))
    return el(
        "footer", beside(t, [each("p", group) for group in groups], t.number(8, 30)), style=size
    )


def gap(t, low=8, high=40):
    return el("div", style=f"height: {t.number(low, high)}px")


def picture(t, low=40, high=160, width="100%"):
    return el("div", cls="box", style=f"height: {t.number(low, high)}px; width: {width}")


def number(t):
    n = t.number(1, 240)
    return el(
        "page-no",
        t.pick((str(n), str(n), f"– {n} –", f"Page {n}", f"{n}/{n + 5}")),
        cls=t.pick(("center", "right", "")),
    )


def sheet(t, *parts, css="", width=None, size=None, pad=None, head=0.25, foot=0.35, full=0.4):
    """A page with or without running head and page number, of random measures."""
    width = width or t.number(680, 1000)
    size = size or t.number(11, 17)
    pad = pad or t.number(24, 90)
    top = bottom = ""
    if chance(t, head):
        n = number(t) if chance(t, 0.3) else ""
        text = el("header", t.title(2, 5), cls=t.pick(("center", "right", "", "small")))
        top = (el("div", text, n, cls="between") if n else text) + gap(t, 4, 30)
        foot = 0 if n else foot
    if chance(t, foot):
        bottom = el("div", gap(t, 4, 40), number(t), cls="end")
    height = int(width * t.pick((1.414, 1.3, 1.5))) if chance(t, full) else 0
    between = t.pick((0, 4, 8, 14))
    own = (
        f"body {{ line-height: {t.pick((1.1, 1.2, 1.3, 1.45, 1.6))}; display: flex;"
        f" flex-direction: column }} p {{ margin-bottom: {between}px }}"
        f" h1 {{ font-size: {t.number(115, 220)}%; margin: {t.number(0, 20)}px 0 }}"
        f" h2, h3 {{ font-size: {t.number(95, 140)}%;"
        f" margin: {t.number(0, 18)}px 0 {t.number(0, 8)}px }}"
        ".inline dt, .inline dd { display: inline } .big { font-size: 170% }"
        ".leader { text-align-last: justify; white-space: nowrap }"
        ".pad td, .pad th { padding: var(--up, 3px) var(--aside, 8px) }"
        ".under tr { border-bottom: 1px solid #777 } .cell { padding: 3px 6px }"
        "footer, .end { margin-top: auto } footer + .end { margin-top: 0 }"
        "footer p { margin: 0 } li, dt, dd, p { overflow-wrap: anywhere }"
        " td.right { white-space: nowrap } td.free { white-space: normal }"
    )
    return page(
        t,
        top + "".join(parts) + bottom,
        own + css,
        width=width,
        height=height,
        font=t.pick(FONTS),
        size=size,
        pad=pad,
        lang=t.language,
    )


# ---------------------------------------------------------------------------- lists of values


@family(10)
def value_lists(t, v):
    """A heading and one list of values in any form, with a sentence before or behind."""
    t = tongue(t)
    width, size, pad = t.number(500, 900), t.number(12, 18), t.number(30, 90)
    form = FORMS[v % len(FORMS)]
    room = width - 2 * pad
    parts = [el("h2", t.title(2, 5))]
    if chance(t, 0.5):
        parts.append(el("p", t.text(1, 3)))
    parts.append(values(t, facts(t, 8, 22), form, width=room, size=size))
    if chance(t, 0.5):
        parts += [gap(t), el("p", t.text(1, 4))]
    return sheet(t, *parts, width=width, size=size, pad=pad)


@family(10)
def value_lists_beside(t, v):
    """Two or three lists of values side by side, each with or without a heading."""
    t = tongue(t)
    count = t.pick((2, 2, 3))
    width, size = t.number(820, 1100), t.number(11, 14)
    same = t.pick((None, *FORMS[:5], "stacked"))
    made = []
    high = t.number(4, 12)
    for _ in range(count):
        head = el("h3", t.title(1, 3)) if v % 2 else ""
        length = high if chance(t, 0.5) else t.number(3, 12)
        items = facts(t, length)
        across = 1 if count == 3 else t.number(1, 2)
        made.append(head + values(t, items, same, across, (width - 200) / count, size))
    before = el("h1", t.title(2, 5)) if chance(t, 0.6) else ""
    behind = gap(t) + el("p", t.text(2, 6)) if chance(t, 0.6) else ""
    near = t.pick((14, 24, 50))
    return sheet(t, before, beside(t, made, near), behind, width=width, size=size, pad=50)


@family(10)
def value_groups(t, v):
    """Groups of values under headings, one under the other, in forms that change or stay."""
    t = tongue(t)
    width, size, pad = t.number(560, 900), t.number(11, 15), t.number(30, 80)
    same = t.pick((None, None, *FORMS))
    left = v % 3 == 0
    parts = [el("main-title", t.title(2, 6), cls="big")]
    for _ in range(t.number(2, 6)):
        room = (width - 2 * pad) * (0.75 if left else 1)
        inner = values(t, facts(t, 3, 8), same, width=room, size=size)
        head = el("h2", t.title(1, 3))
        if left:
            style = "grid-template-columns: 23% minmax(0, 1fr); column-gap: 14px"
            parts.append(el("section", head, el("div", inner), cls="grid", style=style))
        else:
            parts.append(el("section", head, inner))
        parts.append(gap(t, 4, 30))
    return sheet(t, *parts, width=width, size=size, pad=pad)


@family(10)
def value_rows_over(t, v):
    """Rows of labels over values, in small print or not, between other parts of a page."""
    t = tongue(t)
    across = t.number(3, 6)
    items = facts(t, across * t.number(1, 3))
    form = t.pick(("stacked", "stacked", "boxes"))
    top = values(t, items, form, across)
    parts = (
        [letterhead(t), gap(t), el("p", address(t)), gap(t)] if v % 2 else [el("h1", t.title(2, 4))]
    )
    parts += [top, gap(t)]
    parts += [el("p", t.text(2, 4)) for _ in range(t.number(0, 3))]
    if chance(t, 0.6):
        parts += [values(t, facts(t, t.number(3, 9)), "stacked", t.number(2, 4)), gap(t)]
    if chance(t, 0.5):
        parts.append(goods(t, t.number(3, 10)))
    return sheet(t, *parts, width=t.number(840, 1050), size=t.number(11, 15))


@family(8)
def data_sheets(t, v):
    """A product: name, picture beside its values, text, lists of features, a table."""
    t = tongue(t)
    width, size = t.number(780, 1000), t.number(11, 15)
    spec = [
        (t.phrase(1, 3), t.pick((t.code, t.place, lambda: f"{t.number(1, 400)} mm"))())
        for _ in range(t.number(6, 18))
    ]
    listed = values(
        t, spec, t.pick(("aligned", "apart", "leaders", "table")), width=width / 2 - 90, size=size
    )
    figure = picture(t, 120, 300) + (el("figcaption", t.phrase(3, 8)) if chance(t, 0.5) else "")
    marks = t.pick(("•", "–", "✓", "▪"))
    feats = el("ul", each("li", (f"{marks} {t.phrase(3, 9)}" for _ in range(t.number(3, 8)))))
    text = "".join(el("p", t.text(2, 4)) for _ in range(t.number(1, 3)))
    order = [[figure, listed], [text + feats, listed], [listed, figure + text]][v % 3]
    parts = [el("h1", t.title(2, 4)), el("p", t.phrase(4, 9)), beside(t, order, even=True), gap(t)]
    if v % 3 == 0:
        parts.append(beside(t, [text, feats]) if chance(t, 0.5) else text + feats)
    if chance(t, 0.6):
        kinds = ["code", *some(t, ("what", "count", "kilos", "unit", "money"), 3)]
        parts += [gap(t), goods(t, t.number(3, 9), kinds, 0)]
    return sheet(t, *parts, imprint(t) if chance(t, 0.4) else "", width=width, size=size, pad=45)


@family(8)
def spec_columns(t, v):
    """Many short groups of values set in two to four columns, each column to its end."""
    t = tongue(t)
    count = t.pick((2, 2, 3, 3, 4))
    width, size = t.number(840, 1100), t.number(10, 13)
    room = (width - 100 - 30 * (count - 1)) / count
    form = t.pick(("aligned", "apart", "leaders", "inline", "hanging"))
    groups = ""
    for _ in range(t.number(4, 9)):
        items = [
            (t.phrase(1, 2), t.pick((t.money, t.code, t.place))()) for _ in range(t.number(3, 8))
        ]
        inner = el("h3", t.title(1, 3)) + values(t, items, form, 1, room, size)
        if chance(t, 0.2):
            inner += el("p", t.sentence(4, 10))
        groups += el("section", inner, style="break-inside: avoid; padding-bottom: 10px")
    head = el("h1", t.title(2, 5)) if chance(t, 0.8) else ""
    return sheet(t, head, columns(t, groups, count, 30), width=width, size=size, pad=50)


# ---------------------------------------------------------------------------- bills and letters


@family(10)
def invoices(t, v):
    """Letterhead, recipient and facts, a table of goods, sums, terms, imprint."""
    t = tongue(t)
    width, size = t.number(720, 1000), t.number(11, 15)
    to = el("p", el("span", t.surname() + ", " + t.street(), cls="small"), "<br>", address(t))
    to = to if chance(t, 0.3) else el("p", address(t))
    info = values(t, facts(t, 3, 8), None, t.number(1, 2), width / 2 - 80, size)
    top = (
        to + gap(t) + info,
        beside(t, [to, info]),
        beside(t, [to, info], even=True),
        to + gap(t) + values(t, facts(t, 4, 6), t.pick(("stacked", "boxes")), t.number(3, 6)),
    )[v % 4]
    title = el("h1", label(t, "Invoice"), " ", t.code())
    parts = [letterhead(t), gap(t), *((title, top) if chance(t, 0.4) else (top, gap(t), title))]
    if chance(t, 0.4):
        parts.append(el("p", t.sentence()))
    parts += [gap(t, 4, 24), goods(t, t.number(2, 16)), sums(t, width - 180, size), gap(t)]
    parts += [el("p", t.text(1, 3)) for _ in range(t.number(0, 3))]
    if chance(t, 0.3):
        parts.append(values(t, facts(t, 2, 4), "inline"))
    parts.append(imprint(t) if chance(t, 0.7) else "")
    return sheet(t, *parts, width=width, size=size, foot=0.2)


@family(8)
def invoices_old(t, v):
    """An old bill: engraved head in the middle, 'Bought of', lines with pounds and shillings."""
    trade = el("header", *each("p", [t.title(2, 4) for _ in range(t.number(1, 4))]), cls="center")
    place = el("p", t.place(), ", ", t.date(), cls=t.pick(("right", "center", "")))
    to = el("p", t.pick(("M", "To Mr. ", "Messrs. ")), t.name(), " &amp; Co.")
    of = el("h1", company(t), cls="center")
    bought = el("p", t.pick(("Bought of", "Dr. to", "In account with")), cls=t.pick(("", "center")))
    body = []
    for _ in range(t.number(4, 18)):
        day = f"{t.pick('Jan Feb Mar Apr May June')} {t.number(1, 28)}" if chance(t, 0.4) else ""
        money = [str(t.number(0, 90)), str(t.number(0, 19)), str(t.number(0, 11))]
        body.append([day, t.phrase(3, 8), *money[v % 3 :]])
    body.append(["", "", *(str(t.number(1, 19)) for _ in money[v % 3 :])])
    head = ["", "", *("£ s. d.".split()[v % 3 :])]
    work = chart(t, head, body, (2, 3, 4), heads=0.5)
    end = el("p", t.pick(("Received with thanks", "Settled", "Terms: net cash")), " ", t.date())
    parts = [place, to, bought, of, trade] if chance(t, 0.5) else [trade, of, place, to]
    return sheet(t, *parts, gap(t), work, gap(t), end, width=t.number(520, 760))


@family(10)
def reference_letters(t, v):
    """A business letter whose references stand in a row, labels over values, or at the side."""
    t = tongue(t)
    refs = [
        (label(t, "Your ref."), t.code()),
        (label(t, "Your letter of"), t.short_date()),
        (label(t, "Our ref."), t.code()),
        (label(t, "Extension"), str(t.number(10, 999))),
        (label(t, "Date"), t.date()),
    ]
    refs = some(t, refs, t.number(3, 5))
    to = el("p", address(t, 4, 5))
    side = v % 5
    if side == 0:
        top = beside(t, [to, values(t, refs, t.pick(("stacked", "aligned", "inline")), 1)])
    elif side == 1:
        top = el("div", to, style=f"margin-left: {t.number(45, 60)}%") + gap(t) + el("p", t.date())
    else:
        form = t.pick(("stacked", "stacked", "boxes"))
        top = to + gap(t) + values(t, refs, form, len(refs))
    body = [el("p", t.text(2, 6)) for _ in range(t.number(2, 6))]
    if chance(t, 0.3):
        body.insert(1, values(t, facts(t, 3, 6), width=420) + gap(t))
    if chance(t, 0.2):
        body.insert(2, el("ul", each("li", (f"{k + 1}. {t.phrase(4, 16)}" for k in range(4)))))
    subject = el("h3" if chance(t, 0.6) else "p", t.title(3, 8), cls=t.pick(("", "center")))
    ends = [el("p", label(t, "Yours faithfully"), gap(t, 10, 50), t.name(), "<br>", t.phrase(1, 3))]
    if chance(t, 0.4):
        ends.append(el("p", gap(t, 10, 70), t.name(), "<br>", t.phrase(1, 3)))
    signed = (
        beside(t, ends) if len(ends) > 1 else el("div", *ends, style=f"margin-left: {v % 2 * 50}%")
    )
    extra = el("p", label(t, "Enclosures"), ": ", t.phrase(2, 5), cls="small") if v % 2 else ""
    parts = [letterhead(t), gap(t), top, gap(t), subject, el("p", label(t, "Dear Sirs"), ",")]
    return sheet(
        t, *parts, *body, gap(t), signed, extra, imprint(t) if chance(t, 0.6) else "", full=0.6
    )


@family(8)
def side_letters(t, v):
    """A letter beside a column of the firm: names of directors, addresses, references."""
    t = tongue(t)
    groups = []
    for _ in range(t.number(2, 5)):
        some_lines = [t.pick((t.name, t.street, t.phone, t.place))() for _ in range(t.number(2, 6))]
        groups.append(el("h4", t.title(1, 2)) + el("p", lines(*some_lines)) + gap(t, 4, 30))
    firm = el("div", *groups, style=f"font-size: {t.number(65, 85)}%", free=True)
    body = [el("p", address(t)), gap(t), el("p", t.date()), gap(t, 4, 20), el("h3", t.title(3, 6))]
    body += [el("p", t.text(2, 6)) for _ in range(t.number(2, 6))]
    body += [gap(t), el("p", t.name(), "<br>", t.phrase(1, 3))]
    body = el("div", *body)
    narrow = t.number(18, 27)
    near = f"column-gap: {t.number(18, 60)}px"
    if v % 2:
        style = f"{near}; grid-template-columns: minmax(0, {narrow}fr) minmax(0, {100 - narrow}fr)"
        inner = firm + body
    else:
        style = f"{near}; grid-template-columns: minmax(0, {100 - narrow}fr) minmax(0, {narrow}fr)"
        inner = body + firm
    return sheet(t, letterhead(t), gap(t), el("div", inner, cls="grid", style=style))


@family(8)
def quotes(t, v):
    """An offer: facts, text, positions with long texts under titles, prices at the right, terms."""
    t = tongue(t)
    width = t.number(720, 950)
    info = values(t, facts(t, 3, 7), width=width - 160)
    positions = ""
    for k in range(t.number(3, 9)):
        name = el("h3", f"{k + 1}. {t.title(2, 5)}") if v % 2 else el("p", t.title(2, 5))
        text = el("p", t.text(1, 4))
        price = el("div", f"{t.number(1, 20)} {t.pick('pc m h')}") * (v % 3 > 0)
        price += el("div", t.money(20, 900)) + el("div", t.money(100, 9000)) * (v % 3 > 1)
        if chance(t, 0.2):
            text += el("ul", each("li", (f"– {t.phrase(2, 7)}" for _ in range(t.number(2, 4)))))
        amounts = el("div", price, cls="between right", style="gap: 12px; flex-wrap: wrap")
        number_ = el("div", f"{k + 1:02}") if not v % 2 else ""
        template = ("40px " if number_ else "") + f"minmax(0, 1fr) {t.pick((18, 26))}%"
        style = f"grid-template-columns: {template}; column-gap: 16px; row-gap: 4px"
        positions += el("div", number_, el("div", name, text), amounts, cls="grid", style=style)
        positions += gap(t, 2, 16)
    terms = values(t, facts(t, 2, 5), t.pick(("aligned", "inline", "hanging")))
    parts = [
        letterhead(t),
        gap(t),
        el("p", address(t)),
        gap(t, 4, 20),
        info,
        el("h1", t.title(2, 4)),
    ]
    parts += [el("p", t.text(1, 3)), positions, sums(t), gap(t), terms, el("p", t.text(1, 4))]
    return sheet(t, *parts, width=width, size=t.number(12, 15))


@family(8)
def order_forms(t, v):
    """A form to order: fields with labels over or before blanks, an empty or filled table."""
    t = tongue(t)
    blank = chance(t, 0.4)
    fields = [(name, "" if blank or chance(t, 0.3) else said) for name, said in facts(t, 6, 12)]
    form = t.pick(("boxes", "stacked", "aligned", "inline"))
    top = values(t, fields, form, t.number(2, 4))
    if form == "aligned" and chance(t, 0.6):
        top = beside(t, [top, values(t, facts(t, 3, 8), "aligned")])
    kinds = some(t, ("pos", "code", "what", "count", "unit", "money", "total"), t.number(3, 6))
    kinds = kinds if "what" in kinds else ["what", *kinds]
    table = goods(t, t.number(4, 14), kinds, 0)
    boxes = "".join(
        el("div", f"{t.pick('☐ □ ( )')} {t.phrase(1, 4)}") for _ in range(t.number(3, 9))
    )
    n = t.pick((1, 2, 3))
    style = f"grid-template-columns: repeat({n}, minmax(0, 1fr)); column-gap: 12px"
    ticks = el("div", boxes, cls="grid", style=style)
    under = lambda: el("div", gap(t, 20, 50), el("p", label(t, "Place, date"), cls="small"))  # noqa: E731
    parts = [el("h1", t.title(1, 3)), el("p", t.text(1, 2)), gap(t), top, gap(t), table, gap(t)]
    parts += [ticks, gap(t), beside(t, [under(), el("div", gap(t, 20, 50), label(t, "Signature"))])]
    parts.append(el("p", t.text(1, 4), cls="small"))
    return sheet(t, *parts)


@family(8)
def delivery_notes(t, v):
    """Sender, recipient and place of delivery side by side, goods without prices, signatures."""
    t = tongue(t)
    blocks = [
        el("label", label(t, name)) + el("p", address(t, 3, 4))
        for name in some(t, ("Sender", "Invoice to", "Deliver to", "Carrier"), t.number(2, 3))
    ]
    info = facts(t, 4, 10)
    kinds = some(t, ("pos", "code", "what", "count", "unit", "kilos", "place"), t.number(3, 6))
    kinds = kinds if "what" in kinds else ["what", *kinds]
    parts = [letterhead(t), el("h1", label(t, "Delivery note")), beside(t, blocks), gap(t)]
    parts += [values(t, info, t.pick(("boxes", "stacked", "aligned", "inline")), t.number(3, 5))]
    parts += [gap(t), goods(t, t.number(3, 20), kinds), gap(t), el("p", t.text(1, 2))]
    names = ("Packed by", "Checked by", "Received", "Driver")
    signs = [gap(t, 10, 40) + el("p", label(t, name)) for name in some(t, names, t.number(2, 4))]
    return sheet(t, *parts, gap(t), beside(t, signs), imprint(t) if v % 2 else "")


@family(8)
def terms_of_trade(t, v):
    """Small print of the back of a bill in one to four columns with numbered clauses."""
    t = tongue(t, ("en", "en", "de", "fr", "it", "ru"))
    count = 1 + v % 4
    size = t.number(8, 12)
    body = ""
    for k in range(t.number(6, 14)):
        n = t.pick((f"§ {k + 1}", f"{k + 1}.", f"{k + 1}", ""))
        if v % 3 == 0:
            body += el("p", f"{n} ", el("b", t.title(1, 3)), " ", t.text(2, 6))
        else:
            body += el("h3", f"{n} {t.title(1, 4)}")
            body += "".join(
                el("p", f"{k + 1}.{j + 1} " if v % 2 else "", t.text(1, 4))
                for j in range(t.number(1, 3))
            )
    side = t.pick(("justify", "left"))
    inner = columns(t, body, count, t.number(12, 36))
    head = el("h1", t.title(2, 5), cls=t.pick(("", "center")))
    return sheet(
        t,
        head,
        inner,
        css=f"p {{ text-align: {side} }}",
        size=size,
        width=t.number(620, 900),
        pad=t.number(30, 60),
    )


@family(8)
def faxes(t, v):
    """A fax: a large word, head fields in pairs, pages, a message."""
    t = tongue(t)
    to = [
        (label(t, name), t.pick((t.name, t.phone, lambda: company(t)))())
        for name in some(t, ("To", "Company", "Attention", "Fax", "Phone"), t.number(3, 5))
    ]
    of = [
        (label(t, name), t.pick((t.name, t.phone, t.date))())
        for name in some(t, ("From", "Department", "Date", "Pages", "Fax"), t.number(3, 5))
    ]
    form = t.pick(("aligned", "inline", "labels", "stacked", "hanging", "table"))
    if v % 3 == 0:
        top = beside(t, [values(t, to, form, 1), values(t, of, form, 1)])
    elif v % 3 == 1:
        top = values(t, to + of, form, t.number(1, 2))
    else:
        top = values(t, to + of, t.pick(("boxes", "stacked")), 2)
    ticks = [f"☐ {word}" for word in ("Urgent", "For review", "Please comment", "Please reply")]
    strip = (
        el(
            "header",
            el("span", t.date() + " " + t.time()),
            el("span", t.phone()),
            el("span", "P. 01"),
            cls="between small",
        )
        if chance(t, 0.5)
        else ""
    )
    body = "".join(el("p", t.text(2, 5)) for _ in range(t.number(1, 5)))
    parts = [strip, gap(t), letterhead(t), el("h1", label(t, "Fax"), cls="big"), top, gap(t)]
    parts.append(el("div", each("span", ticks), cls="between") + gap(t) if chance(t, 0.5) else "")
    parts += [body, el("p", t.name()), el("p", t.text(1, 3), cls="small")]
    return sheet(t, *parts, head=0, full=0.7)


@family(8)
def memos(t, v):
    """A memo: to, from, date, subject; paragraphs, points, sometimes a small table."""
    t = tongue(t)
    fields = [
        (label(t, name), said)
        for name, said in (
            ("To", ", ".join(t.name() for _ in range(t.number(1, 4)))),
            ("From", t.name()),
            ("Copy", t.phrase(1, 4)),
            ("Date", t.date()),
            ("Subject", t.title(3, 9)),
        )
    ]
    top = values(
        t, some(t, fields, t.number(3, 5)), t.pick(("aligned", "labels", "inline", "hanging"))
    )
    body = []
    for k in range(t.number(2, 6)):
        if chance(t, 0.3):
            body.append(el("h3", t.title(1, 4)))
        body.append(el("p", t.text(2, 5)))
        if chance(t, 0.25):
            items = [
                el(
                    "li",
                    el("span", f"{j + 1}."),
                    el("span", t.sentence()),
                    cls="flex",
                    style="gap: 12px",
                )
                for j in range(t.number(2, 5))
            ]
            body.append(el("ul", *items, style=f"margin: 4px {t.number(0, 50)}px"))
        if chance(t, 0.2):
            body.append(goods(t, t.number(2, 6), ["what", "count", "total"]))
    name = el("p", company(t)) if v % 2 else ""
    head = el("main-title", label(t, "Memorandum"), cls=t.pick(("center big", "big", "right")))
    return sheet(t, name, head, gap(t), top, gap(t), *body, full=0.6)


@family(8)
def minutes(t, v):
    """Minutes: place and time, who was there, items, 'speaker: text', tasks beside or under."""
    t = tongue(t)
    facts_ = [
        (label(t, n), w)
        for n, w in (
            ("Place", t.place()),
            ("Date", t.date()),
            ("Time", t.time() + " – " + t.time()),
            ("Chair", t.name()),
            ("Secretary", t.name()),
        )
    ]
    top = values(t, some(t, facts_, t.number(3, 5)), t.pick(("aligned", "inline", "stacked")), 3)
    names = [t.name() for _ in range(t.number(4, 12))]
    if chance(t, 0.5):
        there = el("p", label(t, "Present"), ": ", ", ".join(names))
    else:
        style = f"grid-template-columns: repeat({t.number(2, 4)}, minmax(0, 1fr))"
        there = el("p", label(t, "Present")) + el("ul", each("li", names), cls="grid", style=style)
    body = ""
    for k in range(t.number(3, 7)):
        body += el("h2", f"{k + 1}. {t.title(2, 5)}")
        for _ in range(t.number(1, 5)):
            who, text = t.pick(names), t.text(1, 4)
            form = v % 4
            if form == 0:
                body += el("p", who + ": " + text)
            elif form == 1:
                first = t.pick((110, 140))
                style = f"grid-template-columns: {first}px minmax(0, 1fr); column-gap: 14px"
                body += el("div", el("p", who + ":"), el("p", text), cls="grid", style=style)
            elif form == 2:
                style = (
                    f"grid-template-columns: minmax(0, 1fr) {t.pick((90, 130))}px; column-gap: 24px"
                )
                side = el("aside", el("p", who), el("p", t.short_date()) if chance(t, 0.5) else "")
                body += el("div", el("p", text), side, cls="grid", style=style)
            else:
                body += el("p", text)
        if v % 4 == 3:
            task = [(label(t, "Action"), t.phrase(3, 8)), (label(t, "By"), t.name())]
            body += values(t, task, t.pick(("inline", "aligned", "apart")))
    ends = [gap(t, 10, 40) + t.name() + "<br>" + label(t, who) for who in ("Chair", "Secretary")]
    return sheet(t, el("h1", t.title(2, 5)), top, gap(t), there, body, gap(t), beside(t, ends))


# ---------------------------------------------------------------------------- statements, accounts


def amount(t, low=1, high=9000):
    form = t.number(0, 9)
    said = t.money(low, high)
    return f"({said})" if form == 0 else f"{said}-" if form == 1 else said


@family(10)
def bank_statements(t, v):
    """Account facts in a box or row, entries of one or more lines, balances, notes at the foot."""
    t = tongue(t)
    width, size = t.number(720, 980), t.number(11, 14)
    info = facts(t, 3, 6)
    form = t.pick(("aligned", "apart", "inline", "stacked", "boxes", "table"))
    box = values(t, info, form, t.number(2, 4), 300, size)
    top = beside(t, [el("p", address(t)), box]) if chance(t, 0.6) else el("p", address(t)) + box
    split, second, left = chance(t, 0.5), chance(t, 0.5), chance(t, 0.3)
    names = [
        "Date",
        "Value",
        "Details",
        *(("Debit", "Credit") if split else ("Amount",)),
        "Balance",
    ]
    names = [n for n in names if n != "Value" or second]
    body = []
    for k in range(t.number(6, 26)):
        day = t.short_date()[: t.pick((6, 10))] if not left or k % 3 == 0 else ""
        text = [t.phrase(2, 5), *(t.phrase(2, 6) for _ in range(t.number(0, v % 4)))]
        if chance(t, 0.3):
            text.append(f"REF {t.code()} {value(t, 'iban')}")
        sums_ = [amount(t)]
        if split:
            sums_ = ["", amount(t)] if chance(t, 0.3) else [amount(t), ""]
        balance = amount(t, 500, 90_000) if chance(t, 0.5) else ""
        body.append([day, *([day] if second else []), lines(*text), *sums_, balance])
    n = len(names)
    right = tuple(range(n - (3 if split else 2), n))
    carried = lambda said: el(
        "div",
        el("span", label(t, said)),
        el("span", t.money(900, 90_000)),  # noqa: E731
        cls="between",
    )
    parts = [letterhead(t), gap(t), top, el("h2", label(t, "Statement of account")), gap(t, 2, 20)]
    parts += [carried("Balance brought forward") if chance(t, 0.6) else ""]
    parts += [chart(t, [label(t, n) for n in names], body, right)]
    parts += [carried("Closing balance") if chance(t, 0.7) else "", gap(t)]
    parts += [el("p", t.text(1, 4), cls="small"), imprint(t) if chance(t, 0.5) else ""]
    return sheet(t, *parts, width=width, size=size)


@family(8)
def card_statements(t, v):
    """A card statement: summary boxes beside each other, entries under names, a slip below."""
    t = tongue(t)
    boxes = []
    for _ in range(t.number(2, 3)):
        items = [
            (label(t, name), t.money(10, 4000))
            for name in some(
                t,
                (
                    "Previous balance",
                    "Payments",
                    "New charges",
                    "Fees",
                    "Interest",
                    "Limit",
                    "Minimum payment",
                    "New balance",
                    "Available",
                ),
                t.number(3, 6),
            )
        ]
        form = t.pick(("apart", "apart", "table", "stacked"))
        boxes.append(el("h3", t.title(1, 3)) + values(t, items, form, 2, 230))
    entries = ""
    for _ in range(t.number(1, 4)):
        body = [
            [t.short_date()[:6], t.short_date()[:6], t.phrase(2, 5), t.place(), amount(t, 1, 400)]
            for _ in range(t.number(3, 12))
        ]
        drop = v % 3
        body = [row[1:] if drop == 1 else row[:3] + row[4:] if drop == 2 else row for row in body]
        head = [label(t, n) for n in ("Date", "Posted", "Description", "Place", "Amount")]
        head = head[1:] if drop == 1 else head[:3] + head[4:] if drop == 2 else head
        entries += el("h3", t.name(), " ", f"XXXX {t.number(1000, 9999)}")
        entries += chart(t, head, body, (len(head) - 1,))
    slip = beside(
        t, [el("p", address(t)), values(t, facts(t, 3, 5), "apart"), el("p", t.text(1, 2))]
    )
    side = el(
        "div", *(el("h4", t.title(1, 3)) + el("p", t.text(1, 3)) for _ in range(2)), cls="small"
    )
    if v % 2:
        entries = beside(t, [entries, side]) if chance(t, 0.5) else entries + side
    parts = [letterhead(t), gap(t), beside(t, boxes), gap(t), entries, gap(t)]
    return sheet(
        t, *parts, slip if chance(t, 0.6) else "", width=t.number(820, 1050), size=t.number(10, 13)
    )


@family(10)
def receipts(t, v):
    """A narrow till receipt: shop, goods with prices at the right, sums, tax table, thanks."""
    t = tongue(t)
    width, size = t.number(260, 440), t.number(12, 17)
    room = width - 40
    row = lambda a, b: el("div", el("span", a), el("span", b), cls="between", style="gap: 8px")  # noqa: E731
    head = each("p", [company(t), t.street(), t.place(), "Tel. " + t.phone()], cls="center")
    goods_ = ""
    for _ in range(t.number(3, 22)):
        name, cost = t.phrase(1, 3), t.money(1, 60)
        form = v % 5
        if form == 0:
            goods_ += row(name, cost)
        elif form == 1:
            goods_ += el("p", name) + row(f"&nbsp;&nbsp;{t.number(1, 9)} x {t.money(1, 20)}", cost)
        elif form == 2:
            goods_ += row(f"{t.number(1, 9)} {name}", cost + t.pick((" A", " B")))
        elif form == 3:
            goods_ += dots(t, name, cost, room, size)
        else:
            cells = [str(t.number(1, 9)), name, t.money(1, 20), cost]
            style = "grid-template-columns: 1.2em minmax(0, 1fr) auto auto; column-gap: 10px"
            goods_ += el("div", each("div", cells), cls="grid", style=style)
    total = "".join(row(said(t, name), t.money(5, 300)) for name in some(t, SUMS, t.number(1, 4)))
    paid = row(label(t, "Cash"), t.money(50, 300)) + row(label(t, "Change"), t.money(0, 30))
    tax = chart(
        t,
        [label(t, n) for n in ("Tax", "Net", "Sum")],
        [[f"{x} 7%", t.money(), t.money()] for x in "AB"],
        (1, 2),
        cls="",
    )
    ends = [value(t, "date") + " " + t.time(), "No. " + t.code(), t.phrase(2, 4), "* " * 8]
    facts_ = values(t, facts(t, 2, 4), t.pick(("inline", "apart"))) if chance(t, 0.5) else ""
    parts = [head, gap(t, 4, 20), facts_, gap(t, 4, 12), goods_, gap(t, 4, 16), total, paid]
    parts += [
        tax if chance(t, 0.5) else "",
        gap(t, 4, 20),
        each("p", some(t, ends, 3), cls="center"),
    ]
    return sheet(t, *parts, width=width, size=size, pad=20, head=0, foot=0, full=0)


@family(8)
def payslips(t, v):
    """Employee facts in boxes, earnings and deductions side by side or in one table, totals."""
    t = tongue(t)
    made = (
        lambda n, names: chart(  # noqa: E731
            t,
            [label(t, name) for name in names],
            [
                [t.phrase(1, 3), *(t.money() if chance(t, 0.8) else "" for _ in names[1:])]
                for _ in range(n)
            ],
            tuple(range(1, len(names))),
        )
    )
    tables = [
        el("h3", label(t, "Earnings"))
        + made(t.number(3, 9), ("Item", "Hours", "Rate", "Amount")[:: 1 + v % 2]),
        el("h3", label(t, "Deductions")) + made(t.number(3, 9), ("Item", "Amount")),
    ]
    if v % 3 == 0:
        tables.append(el("h3", label(t, "Year to date")) + made(t.number(3, 6), ("", "")))
    info = values(
        t, facts(t, 4, 12), t.pick(("boxes", "stacked", "boxes", "aligned")), t.number(3, 5)
    )
    sums_ = [(label(t, n), t.money(400, 6000)) for n in ("Gross pay", "Deductions", "Net pay")]
    total = values(t, sums_, t.pick(("boxes", "stacked", "apart", "table")), 3)
    work = beside(t, tables, t.pick((8, 20, 40))) if chance(t, 0.75) else "".join(tables)
    top = letterhead(t) if chance(t, 0.5) else el("h1", label(t, "Payslip"), " ", t.date())
    ends = el("p", t.text(1, 3), cls="small")
    parts = [top, gap(t), info, gap(t), work, gap(t), total, gap(t), ends]
    return sheet(t, *parts, width=t.number(850, 1100), size=t.number(10, 13), pad=t.number(24, 60))


@family(8)
def timesheets(t, v):
    """Facts of a worker, days with hours, sparse cells, sums and signatures."""
    t = tongue(t)
    days = "Mon Tue Wed Thu Fri Sat Sun".split()
    if v % 2:
        head = [
            "Day",
            "Date",
            *some(t, ("In", "Out", "In", "Out", "Break"), t.number(2, 5)),
            "Hours",
            "Notes",
        ]
        body = []
        for k in range(t.pick((5, 7, 14, 28))):
            off = days[k % 7] in ("Sat", "Sun") or chance(t, 0.1)
            times = ["" if off else t.time() for _ in head[2:-2]]
            note = t.phrase(1, 4) if chance(t, 0.25) else ""
            body.append(
                [
                    days[k % 7],
                    t.short_date()[:6],
                    *times,
                    "" if off else f"{t.number(3, 9)}.5",
                    note,
                ]
            )
        body.append(["", "", *("" for _ in head[2:-2]), f"{t.number(20, 60)}.0", ""])
    else:
        head = [t.pick(("Project", "Task", "Name")), *days[: t.pick((5, 7))], "Total"]
        body = [
            [
                t.phrase(1, 4),
                *(f"{t.number(1, 8)}.{t.pick('0 5')}" if chance(t, 0.5) else "" for _ in head[2:]),
                f"{t.number(5, 40)}.0",
            ]
            for _ in range(t.number(4, 12))
        ]
    right = tuple(range(1, len(head))) if chance(t, 0.4) else ()
    info = values(t, facts(t, 3, 6), None, t.number(2, 4))
    info = beside(t, [info, values(t, facts(t, 2, 5), "aligned")]) if chance(t, 0.4) else info
    signs = [gap(t, 20, 50) + el("p", label(t, n)) for n in ("Employee", "Supervisor", "Date")]
    parts = [el("h1", t.title(1, 3)), info, gap(t), chart(t, head, body, right), gap(t)]
    return sheet(t, *parts, beside(t, signs[: t.number(2, 3)]), el("p", t.text(1, 2), cls="small"))


@family(8)
def expense_reports(t, v):
    """Who travelled, a wide table of costs by kind, sums, a block for approval at the side."""
    t = tongue(t)
    kinds = some(t, ("Hotel", "Meals", "Travel", "Fuel", "Phone", "Other"), t.number(2, 6))
    head = [label(t, n) for n in ("Date", "Description", *kinds, "Total")]
    body = []
    for _ in range(t.number(4, 16)):
        cells = [t.money(4, 300) if chance(t, 0.4) else "" for _ in kinds]
        body.append([t.short_date(), t.phrase(1, 6), *cells, t.money(20, 600)])
    body.append(["", label(t, "Total"), *(t.money(20, 600) for _ in kinds), t.money(200, 900)])
    info = values(t, facts(t, 3, 7), None, 3)
    ends = [el("h3", t.title(1, 2)) + el("p", t.text(1, 3)), sums(t, 300)]
    ends.append(values(t, facts(t, 2, 4), t.pick(("stacked", "inline", "hanging")), 1))
    ends = ends if v % 2 else ends[1:]
    title = el("h1", t.title(1, 3))
    top = beside(t, [title + el("p", company(t)), info]) if v % 3 == 0 else title + info
    work = chart(t, head, body, tuple(range(2, len(head))))
    return sheet(
        t,
        top,
        gap(t),
        work,
        gap(t),
        beside(t, ends),
        width=t.number(900, 1150),
        size=t.number(10, 13),
    )


def account(t, count, figures, depth=True, notes=False, width=0.2):
    """Rows of an account: titles of groups, items set in, sums, figures at the right."""
    body = []
    for _ in range(count):
        form = t.rng.random()
        if form < width and depth:
            row = [el("b", t.title(1, 4)), *([""] if notes else []), *("" for _ in range(figures))]
        else:
            inset = f"padding-left: {t.pick((0, 12, 24)) if depth else 0}px"
            name = el("div", t.phrase(1, 6), style=inset)
            cells = [value(t, "figure") if chance(t, 0.9) else "–" for _ in range(figures)]
            note = [str(t.number(1, 30)) if chance(t, 0.5) else ""] if notes else []
            row = [name, *note, *cells]
        body.append(row)
    return body


@family(10)
def balance_sheets(t, v):
    """Assets and liabilities side by side or one under the other, two years, notes, signatures."""
    t = tongue(t)
    years = t.number(1, 2)
    notes = chance(t, 0.4)
    head = ["", *(["Note"] if notes else []), *(str(2024 - k) for k in range(years))]
    right = tuple(range(1 + notes, len(head)))
    high = t.number(6, 18)
    made, cls = [], t.pick(("ruled", "", "", "under"))
    for name in ("Assets", "Liabilities"):
        body = account(t, high if v % 2 else t.number(6, 18), years, True, notes)
        body.append(
            [
                el("b", label(t, "Total")),
                *([""] if notes else []),
                *(value(t, "figure") for _ in range(years)),
            ]
        )
        name = el("h2", label(t, name), cls=t.pick(("", "center")))
        made.append(name + chart(t, head, body, right, cls=cls))
    work = beside(t, made, t.pick((10, 20, 50)), True) if v % 3 else gap(t).join(made)
    title = el("h1", company(t), cls="center") + el("p", t.title(2, 6), " ", t.date(), cls="center")
    ends = [el("p", t.name(), "<br>", t.phrase(1, 2)) for _ in range(t.number(1, 3))]
    foot_ = el("foot-note", t.text(1, 2), cls="small") if chance(t, 0.3) else ""
    parts = [title, gap(t), work, gap(t), beside(t, ends) if chance(t, 0.5) else "", foot_]
    return sheet(t, *parts, width=t.number(800, 1100), size=t.number(10, 14))


@family(8)
def profit_and_loss(t, v):
    """A statement of income with a column of notes, then the notes, in columns or not."""
    t = tongue(t)
    years = t.number(1, 4)
    head = ["", "Note", *(str(2024 - k) for k in range(years))]
    if chance(t, 0.5):
        head[2:] = [lines(year, t.pick(("£'000", "EUR", "in %"))) for year in head[2:]]
    body = account(t, t.number(8, 22), years, True, True)
    work = chart(t, head, body, tuple(range(2, 2 + years)))
    notes = ""
    for k in range(t.number(2, 6)):
        inner = el("h3", f"{k + 1}. {t.title(1, 4)}") + el("p", t.text(1, 4))
        if chance(t, 0.35):
            inner += chart(t, None, account(t, t.number(2, 5), 1 + v % 2, False), (1, 2))
        notes += inner
    count = t.pick((1, 1, 2, 2))
    notes = notes if count == 1 else columns(t, notes, 2)
    parts = [el("h1", t.title(2, 5)), el("p", t.phrase(4, 9)), work, gap(t)]
    return sheet(
        t, *parts, notes, width=t.number(740, 1000), size=t.number(11, 14), head=0.6, foot=0.7
    )


@family(8)
def ledgers(t, v):
    """An account with debit at the left and credit at the right, or a running ledger with codes."""
    t = tongue(t)
    if v % 2:
        entry = lambda: [
            t.short_date()[:6] if chance(t, 0.6) else "",  # noqa: E731
            t.pick(("To ", "By ", "")) + t.phrase(1, 4),
            str(t.number(1, 90)) if chance(t, 0.7) else "",
            t.money(1, 4000),
        ]
        made, cls = [], t.pick(("ruled", "", "under"))
        for side in ("Dr.", "Cr."):
            table = chart(
                t,
                ["Date", "Particulars", "Fol.", "Amount"],
                [entry() for _ in range(t.number(6, 22))],
                (2, 3),
                cls=cls,
            )
            made.append(el("p", side, cls=t.pick(("", "right"))) + table)
        work = beside(t, made, t.pick((6, 16, 40)), True)
        work = el("h2", t.title(1, 3), cls="center") + work
    else:
        work = ""
        for _ in range(t.number(1, 4)):
            body = [
                [
                    t.short_date(),
                    t.code(),
                    t.phrase(1, 5),
                    *t.rng.sample(["", t.money(1, 900)], 2),
                    t.money(10, 9000),
                ]
                for _ in range(t.number(4, 16))
            ]
            title = f"{t.number(1000, 9999)} {t.title(1, 4)}"
            work += (
                el("h3", title)
                + chart(
                    t,
                    ["Date", "Voucher", "Text", "Debit", "Credit", "Balance"],
                    body,
                    (3, 4, 5),
                    heads=0.7,
                )
                + gap(t)
            )
    return sheet(t, work, width=t.number(860, 1150), size=t.number(10, 13), head=0.6, foot=0.6)


@family(8)
def stock_lists(t, v):
    """A wide list of stock: many short columns, groups, sparse cells; printed by a machine."""
    t = tongue(t)
    names = (
        "Item",
        "Description",
        "Bin",
        "Size",
        "Colour",
        "On hand",
        "Ordered",
        "Min",
        "Price",
        "Value",
    )
    head = [n for n in names if n in ("Item", "Description") or chance(t, 0.6)]
    body = []
    for _ in range(t.number(10, 34)):
        if chance(t, 0.08):
            body.append([el("b", t.title(1, 3)), *("" for _ in head[1:])])
            continue
        row = [t.code(), t.phrase(1, 5)]
        for name in head[2:]:
            full = t.money(1, 400) if name in ("Price", "Value") else str(t.number(1, 900))
            full = t.pick("red blue S M XL") if name in ("Size", "Colour") else full
            row.append(full if chance(t, 0.8) else "")
        body.append(row)
    right = tuple(
        k for k, n in enumerate(head) if n in ("On hand", "Ordered", "Min", "Price", "Value")
    )
    top = el(
        "div",
        el("span", t.short_date()),
        el("span", t.title(2, 4)),
        el("span", "Page 3"),
        cls="between",
    )
    mono = "table { font-family: 'DejaVu Sans Mono'; font-size: 85% }" if chance(t, 0.3) else ""
    parts = [el("header", top), gap(t), chart(t, head, body, right), el("p", t.text(1, 1))]
    return sheet(t, *parts, css=mono, width=t.number(900, 1200), size=t.number(10, 13), head=0)


@family(8)
def purchase_books(t, v):
    """Orders one under the other: a line of facts, then the lines of the order, then a sum."""
    t = tongue(t)
    parts = [el("h1", t.title(1, 4))]
    kinds = some(t, ("day", "code", "what", "count", "unit", "money", "total"), t.number(4, 7))
    for _ in range(t.number(2, 6)):
        info = facts(t, 3, 5)
        form = t.pick(("inline", "stacked", "row"))
        if form == "row":
            parts.append(
                el(
                    "div",
                    *(el("span", f"{a}: {b}") for a, b in info),
                    cls="between",
                    style="gap: 24px",
                )
            )
        else:
            parts.append(values(t, info, form, len(info)))
        parts.append(goods(t, t.number(1, 7), kinds, 0.1))
        if v % 2:
            parts.append(el("p", label(t, "Total"), " ", t.money(99, 9000), cls="right"))
        parts.append(gap(t, 4, 30))
    return sheet(t, *parts, width=t.number(860, 1100), size=t.number(10, 13), head=0.5, foot=0.6)


# ---------------------------------------------------------------------------- catalogs, prices


def cards(t, inner, across, gap=None, any_=True):
    """A grid of parts that each stand for themselves, row by row."""
    gap = gap or t.number(12, 40)
    style = (
        f"gap: {t.number(4, 40)}px {gap}px; grid-template-columns: repeat({across}, minmax(0, 1fr))"
    )
    style += f"; align-items: {t.pick(('start', 'start', 'end', 'stretch'))}"
    return el("div", *inner, cls="grid", style=style, any=any_)


@family(10)
def catalog_grids(t, v):
    """Goods in a grid: picture, name, article number, price; sometimes text or sizes."""
    t = tongue(t)
    across, width = t.number(2, 5), t.number(760, 1050)
    order, side = v % 4, t.pick(("", "", "center", "right"))
    high = t.number(50, 180)
    inner = []
    for _ in range(across * t.number(2, 5) - t.pick((0, 0, 1))):
        name = el("h4", t.title(1, 4))
        text = el("p", t.phrase(3, 12)) if chance(t, 0.5) else ""
        code, cost = el("p", t.pick(("Art. ", "No. ", "")), t.code()), el("p", t.money(), cls="big")
        last = el("div", code, cost, cls="between") if chance(t, 0.3) else code + cost
        if chance(t, 0.2):
            last += values(t, [(t.phrase(1), t.money()) for _ in range(3)], "apart")
        figure = picture(t, high, high)
        inner.append(
            el(
                "div",
                *(
                    (figure, name, text, last),
                    (name, figure, text, last),
                    (figure, last, name, text),
                    (name, text, figure, last),
                )[order],
                cls=side,
            )
        )
    head = el("h1", t.title(1, 4)) if chance(t, 0.7) else ""
    intro = el("p", t.text(1, 3)) if chance(t, 0.4) else ""
    return sheet(
        t,
        head,
        intro,
        gap(t),
        cards(t, inner, across),
        width=width,
        size=t.number(10, 14),
        head=0.5,
        foot=0.6,
    )


@family(8)
def catalog_rows(t, v):
    """Goods one under the other: picture at one side, name and text, a table of sizes or prices."""
    t = tongue(t)
    parts = [el("h1", t.title(1, 4))]
    wide = t.number(18, 38)
    for k in range(t.number(2, 5)):
        left = v % 2 == 0 if v < 6 else k % 2 == 0
        name = el("h2", t.title(1, 4), " ", t.code() if v % 3 else "")
        text = "".join(el("p", t.text(1, 3)) for _ in range(t.number(1, 2)))
        if chance(t, 0.4):
            text += el("ul", each("li", (f"• {t.phrase(2, 6)}" for _ in range(t.number(2, 5)))))
        kinds = some(t, ("code", "what", "kilos", "unit", "money"), t.number(3, 5))
        sizes = goods(t, t.number(2, 6), kinds, 0) if chance(t, 0.7) else values(t, facts(t, 3, 6))
        figure = picture(t, 80, 180) + el("figcaption", t.phrase(1, 4)) * (v % 2)
        if t.number(0, 2):
            inner, under = name + text, sizes
        else:
            inner, under = name + text + sizes, ""
        pair = [figure, inner] if left else [inner, figure]
        share = (wide, 100 - wide) if left else (100 - wide, wide)
        style = "column-gap: 24px; grid-template-columns: " + " ".join(
            f"minmax(0, {part}fr)" for part in share
        )
        parts += [el("div", each("div", pair), cls="grid", style=style), under, gap(t)]
    return sheet(t, *parts, width=t.number(740, 980), size=t.number(11, 14), head=0.5, foot=0.6)


@family(10)
def price_lists(t, v):
    """Prices under headings in one to three columns: dots, right prices, two prices, or notes."""
    t = tongue(t)
    count, width, size = 1 + v % 3, t.number(640, 1000), t.number(11, 15)
    near = t.number(16, 50)
    pad = t.number(30, 80)
    room = (width - 2 * pad - near * (count - 1)) / count
    form = t.pick(("dots", "apart", "apart", "two", "text"))
    body = ""
    for _ in range(t.number(3, 8)):
        inner = el("h3", t.title(1, 3), cls=t.pick(("", "center")))
        for _ in range(t.number(3, 10)):
            name, cost = t.phrase(1, 4 if count < 3 else 2), t.money(1, 300)
            if form == "dots":
                inner += dots(t, name, cost, room, size)
            elif form == "two":
                cells = [name, t.money(1, 90), cost if chance(t, 0.8) else "–"]
                style = "grid-template-columns: minmax(0, 1fr) 4.5em 4.5em"
                inner += el(
                    "div",
                    el("span", cells[0]),
                    *each("span", cells[1:], cls="right"),
                    cls="grid",
                    style=style,
                )
            else:
                inner += el("div", el("span", name), el("span", cost), cls="between")
                if form == "text":
                    inner += el("p", t.phrase(3, 10), cls="small")
        body += el("section", inner, style="break-inside: avoid; padding-bottom: 10px")
    top = [el("h1", t.title(1, 4), cls=t.pick(("", "center"))), el("p", t.phrase(3, 9))]
    ends = [gap(t), el("p", t.text(1, 3), cls="small"), imprint(t) if chance(t, 0.3) else ""]
    work = columns(t, body, count, near) if count > 1 else body
    return sheet(t, *top[: t.number(1, 2)], work, *ends, width=width, size=size, pad=pad)


@family(10)
def menus(t, v):
    """A menu: courses, dishes, what is in them, prices in many places; boxes, side columns."""
    t = tongue(t)
    form, count = v % 5, t.pick((1, 1, 2, 2, 3))
    width = t.number(480, 700) if count == 1 else t.number(760, 1050)
    middle = "center" if count == 1 and chance(t, 0.5) else ""
    body = ""
    number_ = t.number(1, 40)
    for _ in range(t.number(2, 2 + 2 * count)):
        inner = el("h2", t.title(1, 3), cls=t.pick((middle, "center")))
        for _ in range(t.number(2, 8)):
            dish, more = t.title(1, 4), t.phrase(3, 11) if chance(t, 0.6) else ""
            cost = t.pick(("", "€ ", "£")) + t.money(3, 40)
            number_ += 1
            if middle and form < 3:
                inner += el("p", lines(*(x for x in (dish, more, cost) if x)), cls="center")
            elif form == 0:
                inner += el("div", el("span", dish), el("span", cost), cls="between")
                inner += el("p", more) if more else ""
            elif form == 1:
                cells = [
                    el("div", str(number_)),
                    el("div", el("p", dish), el("p", more, cls="small")),
                    el("div", cost),
                ]
                style = "grid-template-columns: 2.2em minmax(0, 1fr) auto; column-gap: 8px"
                inner += el("div", *cells, cls="grid", style=style)
            elif form == 2:
                inner += el("p", el("b", dish), f" {more} &nbsp; {cost}")
            elif form == 3:
                cells = [
                    el("div", dish),
                    *(el("div", t.money(3, 9), cls="right") for _ in range(2)),
                ]
                style = "grid-template-columns: minmax(0, 1fr) 3.4em 3.4em; column-gap: 8px"
                inner += el("div", *cells, cls="grid", style=style) + el("p", more, cls="small")
            else:
                inner += el("p", dish) + el("p", more, cls="small") + el("p", cost, cls="right")
            inner += gap(t, 0, 10)
        body += el("section", inner, style="break-inside: avoid; padding-bottom: 14px")
    head = each("p", [company(t), t.phrase(2, 5)], cls="center big") if chance(t, 0.7) else ""
    notes = el("foot-note", t.text(1, 2), cls="small center")
    work = columns(t, body, count) if count > 1 else body
    return sheet(t, head, gap(t), work, gap(t), notes, width=width, size=t.number(12, 16), head=0.1)


@family(8)
def price_boards(t, v):
    """A board of prices: several small boxes with heads, each a short list, in rows."""
    t = tongue(t)
    across = t.number(2, 4)
    inner = []
    for _ in range(across * t.number(1, 3)):
        items = [(t.phrase(1, 2), t.pick((t.money, t.time))()) for _ in range(t.number(2, 7))]
        box = el("h3", t.title(1, 2), cls=t.pick(("", "center")))
        box += values(t, items, t.pick(("apart", "apart", "aligned", "inline")), 1)
        box += el("p", t.phrase(3, 8), cls="small") if chance(t, 0.3) else ""
        inner.append(el("div", box, cls=t.pick(("box cell", "cell", ""))))
    head = el("h1", t.title(1, 3), cls="center") + el("p", t.phrase(2, 6), cls="center")
    hours = values(
        t,
        [(day, f"{t.time()} – {t.time()}") for day in ("Mon – Fri", "Sat", "Sun")],
        t.pick(("aligned", "apart", "stacked")),
        3,
    )
    parts = [head, gap(t), cards(t, inner, across, 20), gap(t), hours if v % 2 else ""]
    return sheet(t, *parts, el("p", t.phrase(3, 9), cls="center"), width=t.number(760, 1050))


@family(10)
def leaflets(t, v):
    """A leaflet of a shop: offers of unlike sizes in a grid, large prices, small print."""
    t = tongue(t)
    across = t.number(2, 4)
    inner = []
    for _ in range(t.number(4, 14)):
        wide = 2 if across > 2 and chance(t, 0.15) else 1
        brand = el("p", t.surname() if chance(t, 0.6) else t.title(1), cls="sc")
        name = el("h3", t.title(1, 3))
        text = el(
            "p", t.phrase(2, 8), "<br>", f"{t.number(50, 900)} g ({t.money(1, 20)}/kg)", cls="small"
        )
        large = t.number(180, 320) if v % 2 == 0 else t.number(110, 170)
        cost = el("p", f"{t.number(0, 30)}.{t.number(10, 99)}", style=f"font-size: {large}%")
        before = el("p", t.pick(("was ", "instead of ", "-20 % ")), t.money(2, 40), cls="small")
        before = before if chance(t, 0.5) else ""
        form = v % 4
        figure = picture(t, 40, 130)
        if form == 0:
            offer = figure + brand + name + text + before + cost
        elif form == 1:
            offer = brand + name + text + beside(t, [figure, before + cost], 8)
        elif form == 2:
            offer = cost + before + figure + brand + name + text
        else:
            offer = beside(t, [brand + name + text, before + cost], 10)
        inner.append(
            el("div", offer, style=f"grid-column: span {wide}", cls=t.pick(("cell box", "cell")))
        )
    head = el("h1", t.title(1, 4), cls="big") + el("p", t.phrase(3, 8))
    ends = el("p", t.text(1, 3), cls="small") + (imprint(t) if chance(t, 0.5) else "")
    return sheet(
        t,
        head,
        cards(t, inner, across, 14),
        gap(t),
        ends,
        width=t.number(760, 1000),
        size=t.number(11, 14),
        foot=0.4,
    )


@family(8)
def flyers(t, v):
    """An advertisement: big lines, a picture, points in columns, a strip of facts, a coupon."""
    t = tongue(t)
    side = t.pick(("center", "", "right"))
    big = el("main-title", t.title(2, 5), cls=side, style=f"font-size: {t.number(220, 380)}%")
    parts = [el("p", t.phrase(2, 5), cls=side), big, el("h2", t.phrase(4, 9), cls=side), gap(t)]
    if chance(t, 0.6):
        parts += [picture(t, 100, 300), gap(t)]
    n = t.number(2, 4)
    blocks = [el("h3", t.title(1, 3)) + el("p", t.text(1, 3)) for _ in range(n)]
    parts += [beside(t, blocks, even=True) if v % 3 else "".join(blocks), gap(t)]
    if chance(t, 0.5):
        parts.append(
            values(t, facts(t, 3, 5), t.pick(("stacked", "boxes", "inline")), t.number(3, 4))
        )
    contact = lines(company(t), t.street(), t.place(), t.phone())
    coupon = el(
        "div",
        el("h3", t.title(2, 4)),
        el("p", t.text(1, 2)),
        values(t, [(a, "") for a, _ in facts(t, 3, 4)], "hanging"),
        cls="box cell",
    )
    parts.append(beside(t, [el("p", contact), coupon]) if v % 2 else el("p", contact, cls=side))
    return sheet(t, *parts, width=t.number(600, 900), size=t.number(14, 19), head=0, foot=0.1)


@family(8)
def small_ads(t, v):
    """Small advertisements in narrow columns: headings, first words bold, phones."""
    t = tongue(t, ("en", "en", "de", "fr", "it", "ru", "zh"))
    count = t.number(3, 6)
    body = ""
    for _ in range(t.number(10, 40)):
        if chance(t, 0.12):
            body += el("h3", t.title(1, 2), cls="center")
        ad = [el("b", t.phrase(1, 2).upper()), " ", t.text(1, 3), " ", "Tel. " + t.phone()]
        if chance(t, 0.15):
            ad = [
                el("p", t.title(2, 4), cls="center"),
                el("p", t.text(1, 2)),
                el("p", t.money(), cls="right"),
            ]
            body += el("div", *ad, cls="box cell", style="break-inside: avoid")
        else:
            body += el("p", *ad)
    head = el("h1", t.title(1, 3), cls="center") if chance(t, 0.6) else ""
    return sheet(
        t,
        head,
        columns(t, body, count, t.number(11, 24)),
        width=t.number(860, 1150),
        size=t.number(9, 12),
        pad=t.number(24, 50),
        head=0.6,
        css=f"p {{ text-align: {t.pick(('justify', 'left'))} }}",
    )


@family(10)
def real_estate(t, v):
    """Houses: a grid or rows of listings, or one house with picture, facts and text."""
    t = tongue(t)
    keys = ("Rooms", "Area", "Plot", "Year", "Heating", "Parking", "Price", "Floor", "Tax")
    listed = lambda low, high: [
        (label(t, k), t.pick((t.money, t.phone, lambda: f"{t.number(2, 300)} m²"))())  # noqa: E731
        for k in some(t, keys, t.number(low, high))
    ]
    width = t.number(780, 1000)
    if v % 3 == 0:
        main = el("h1", t.title(3, 6)) + el("p", t.street(), ", ", t.place())
        facts_ = values(
            t, listed(5, 9), t.pick(("aligned", "apart", "table", "leaders")), 1, width / 2 - 90, 13
        )
        text = "".join(el("p", t.text(2, 5)) for _ in range(t.number(1, 4)))
        first, text = (picture(t, 160, 300), text) if chance(t, 0.5) else (el("div", text), "")
        top = beside(t, [first, facts_] if v % 2 else [facts_, first])
        inner = main + top + gap(t) + text + values(t, listed(3, 6), "stacked", t.number(3, 4))
        inner += gap(t) + el("p", lines(t.name(), company(t), t.phone()))
    else:
        across = t.number(2, 3)
        made = []
        for _ in range(t.number(3, 9)):
            info = values(t, listed(2, 5), t.pick(("inline", "apart", "stacked")), 2, 200, 12)
            about = el("h3", t.title(2, 5)) + el("p", t.place(), ", ", t.street())
            about += el("p", t.text(1, 2)) if chance(t, 0.6) else ""
            cost = el("p", "£", t.number(90, 900), ",000", cls=t.pick(("right big", "big", "")))
            if v % 3 == 1:
                made.append(el("div", picture(t, 80, 160), about, info, cost))
            else:
                made.append(beside(t, [picture(t, 90, 140), about + cost, info], 20) + gap(t))
        inner = el("h1", t.title(1, 3)) + (cards(t, made, across) if v % 3 == 1 else "".join(made))
    return sheet(t, inner, imprint(t) if chance(t, 0.4) else "", width=width, size=t.number(11, 14))


# ---------------------------------------------------------------------------- cards and labels


@family(8)
def tickets(t, v):
    """Tickets: a head, place and time, seat boxes, a stub at one side; one or several to a page."""
    t = tongue(t)
    made = []
    for _ in range(t.number(1, 4)):
        seat = values(
            t,
            [(label(t, k), str(t.number(1, 60))) for k in ("Gate", "Row", "Seat")],
            t.pick(("stacked", "boxes", "inline")),
            3,
        )
        main = el("p", company(t), cls="small") + el("h2", t.title(2, 4)) + el("p", t.phrase(2, 5))
        when = el("p", t.date(), ", ", t.time()) + el("p", t.place())
        if v % 3 == 0:
            legs = [
                el("label", label(t, k)) + el("p", t.place()) + el("p", t.time())
                for k in ("From", "To")
            ]
            when = beside(t, legs) + values(t, facts(t, 3, 4), "stacked", 4)
        fine = el("p", t.text(1, 2), cls="small") if chance(t, 0.6) else ""
        short = values(t, facts(t, 2, 4), t.pick(("stacked", "inline", "hanging")), 1)
        stub = el("p", t.title(1, 3)) + el("p", t.date()) + short + el("p", "No. ", t.code())
        stub = el("div", stub, cls="small")
        body = main + when + gap(t, 4, 14) + seat + el("p", t.money()) + fine
        left = v % 4 == 1
        share = "1fr 3fr" if left else "3fr 1fr"
        style = f"column-gap: {t.number(14, 40)}px; grid-template-columns: {share}"
        pair = [stub, el("div", body)] if left else [el("div", body), stub]
        made.append(el("div", *pair, cls="grid box cell", style=style) + gap(t))
    return sheet(
        t,
        el("div", *made, any=True),
        width=t.number(620, 900),
        size=t.number(11, 15),
        head=0,
        foot=0.1,
    )


@family(8)
def vouchers(t, v):
    """A sheet of coupons: value in large print, what for, terms, number; in a grid."""
    t = tongue(t)
    across = t.number(1, 3)
    made = []
    for _ in range(across * t.number(2, 5)):
        worth = el(
            "p",
            t.pick((f"{t.number(5, 50)} %", t.money(1, 60), f"{t.number(2, 4)} + 1")),
            style=f"font-size: {t.number(160, 300)}%",
        )
        what = el("h3", t.title(1, 4)) + el("p", t.phrase(3, 9))
        terms = el("p", t.text(1, 2), cls="small")
        code = el("p", t.code())
        until = el("p", label(t, "Valid until"), " ", t.short_date())
        order = v % 3
        if order == 0:
            body = worth + what + terms + beside(t, [code, until], 10)
        elif order == 1:
            body = what + worth + until + code + terms
        else:
            style = "grid-template-columns: auto minmax(0, 1fr); column-gap: 18px"
            body = el("div", el("div", worth), el("div", what + until), cls="grid", style=style)
            body += terms + el("div", code, cls=t.pick(("right", "")))
        made.append(el("div", body, cls="box cell"))
    head = el("h1", t.title(1, 4)) if chance(t, 0.5) else ""
    return sheet(t, head, cards(t, made, across, 16), width=t.number(640, 950), head=0.1, foot=0.1)


@family(8)
def label_sheets(t, v):
    """Address labels or shelf labels in a grid, three to seven lines each, close or apart."""
    t = tongue(t)
    across = t.number(2, 5)
    side = t.pick(("", "", "center"))
    kind = v % 3
    made = []
    for _ in range(across * t.number(4, 9) - t.pick((0, 1))):
        if kind == 0:
            body = el("p", address(t, 3, 5))
        elif kind == 1:
            body = (
                el("p", t.title(1, 3))
                + el("p", t.money(), cls="big")
                + el("p", t.code(), cls="small")
            )
        else:
            body = values(t, facts(t, 2, 4), t.pick(("inline", "aligned")), 1)
        made.append(el("div", body, cls=side))
    style = "p { margin: 0 }"
    return sheet(
        t,
        cards(t, made, across),
        css=style,
        width=t.number(760, 1000),
        head=0,
        foot=0,
        size=t.number(10, 13),
        pad=t.number(20, 50),
    )


def business_card(t, form):
    name = el("h3", t.name()) + el("p", t.phrase(1, 3), cls="small")
    firm = el("p", company(t), cls="big" if form == 1 else "")
    where = el("p", lines(t.street(), f"{t.postcode()} {t.place()}"))
    calls = [(t.pick(("T", "Tel.", "Phone")), t.phone()), ("F", t.phone()), ("E", value(t, "mail"))]
    if form == 0:
        return firm + name + gap(t) + where + values(t, calls, "inline")
    if form == 1:
        return el("div", firm + name + where + each("p", [b for _, b in calls]), cls="center")
    if form == 2:
        ends = [where, el("p", lines(*(f"{a} {b}" for a, b in calls)), cls=t.pick(("", "right")))]
        return firm + gap(t, 10, 40) + name + gap(t, 10, 50) + beside(t, ends, 14)
    if form == 3:
        return beside(t, [firm + where, name + values(t, calls, "aligned")], 20)
    return el("div", name + firm + gap(t) + where + values(t, calls[:2], "inline"), cls="right")


@family(8)
def business_cards(t, v):
    """One card of business, alone."""
    t = tongue(t)
    return sheet(
        t,
        business_card(t, v % 5),
        width=t.number(420, 560),
        pad=t.number(20, 50),
        size=t.number(12, 16),
        head=0,
        foot=0,
        full=0,
    )


@family(8)
def business_card_sheets(t, v):
    """A sheet of cards of business, as they are printed or scanned: alike or each its own."""
    t = tongue(t)
    across, form = t.number(2, 3), t.number(0, 4)
    width = t.number(380, 440) * across
    made = []
    for _ in range(across * t.number(2, 5)):
        style = f"min-height: {t.number(150, 200)}px"
        made.append(
            el("div", business_card(t, form if v % 2 else t.number(0, 4)), cls="cell", style=style)
        )
    return sheet(
        t,
        cards(t, made, across, t.number(14, 40)),
        css="p { margin: 0 }",
        width=width,
        pad=30,
        size=t.number(11, 13),
        head=0,
        foot=0,
        full=0,
    )


@family(8)
def packing_labels(t, v):
    """Labels of parcels: sender small, recipient large, boxes of facts, codes in big figures."""
    t = tongue(t)
    of = el("div", el("label", label(t, "From")), el("p", address(t, 3, 5)), cls="small")
    to = el("label", label(t, "Ship to")) + el(
        "p", address(t, 4, 5), style=f"font-size: {t.number(120, 190)}%"
    )
    info = values(
        t,
        facts(t, 4, 9),
        t.pick(("boxes", "boxes", "stacked", "inline", "aligned")),
        t.number(2, 3),
    )
    big = el(
        "p",
        f"{t.pick('AX KR ZN')} {t.number(100, 999)} {t.number(1, 99):02}",
        style=f"font-size: {t.number(220, 400)}%",
        cls=t.pick(("", "center")),
    )
    bar = picture(t, 40, 90) + el("p", value(t, "iban"), cls="center")
    if v % 3 == 0:
        top = beside(t, [of, el("p", lines(value(t, "kilos"), value(t, "page"), t.short_date()))])
    else:
        top = beside(t, [of, to]) if v % 3 == 1 else of
    parts = [top, gap(t), to if v % 3 != 1 else "", gap(t), *t.rng.sample([info, big, bar], 3)]
    return sheet(
        t,
        *parts,
        width=t.number(440, 640),
        size=t.number(12, 16),
        pad=t.number(16, 40),
        head=0,
        foot=0.1,
        full=0.2,
    )


@family(8)
def warranty_cards(t, v):
    """A card of warranty: text in parts, fields for buyer and dealer, a coupon to cut off."""
    t = tongue(t)
    names = ("Model", "Serial no.", "Date of purchase", "Dealer", "Name", "Street", "Town", "Phone")
    fields = lambda low, high: [
        (label(t, n), t.pick(("", t.code(), t.name(), "........")))  # noqa: E731
        for n in some(t, names, t.number(low, high))
    ]
    form = t.pick(("inline", "aligned", "hanging", "boxes", "stacked", "table"))
    text = "".join(
        el("h3", f"{k + 1}. " if v % 2 else "", t.title(1, 4)) + el("p", t.text(1, 3))
        for k in range(t.number(2, 5))
    )
    card = el("h2", t.title(1, 3)) + values(t, fields(4, 8), form, 2, 380)
    parts = [el("h1", t.title(1, 3)), el("p", company(t))]
    if v % 3 == 0:
        parts += [beside(t, [text, card])]
    elif v % 3 == 1:
        parts += [
            text,
            gap(t),
            beside(t, [card, el("h2", t.title(1, 3)) + values(t, fields(3, 6), form, 1)]),
        ]
    else:
        parts += [card, gap(t), columns(t, text, t.number(2, 3))]
    parts += [gap(t, 20, 60), el("p", label(t, "Stamp and signature"), cls=t.pick(("", "right")))]
    return sheet(t, *parts, width=t.number(640, 960), full=0.2)


# ---------------------------------------------------------------------------- forms, reports


def form_boxes(t, count, across, filled=0.8, numbered=False):
    """Boxes of a form in rows of unlike width: a small label, then one line or more."""
    inner, room = [], 0
    for k in range(count):
        left = across - room % across
        wide = min(left, t.pick((1, 1, 1, 2, 3)))
        room += wide
        words = t.pick(FACTS)
        name = (f"{k + 1} " if numbered else "") + said(t, words[1:])
        if chance(t, filled):
            body = el("dd", address(t, 3, 4) if wide > 1 and chance(t, 0.4) else value(t, words[0]))
        else:
            body = gap(t, 14, 30)
        if chance(t, 0.1):
            body += el("dd", t.phrase(2, 5))
        small = f"font-size: {t.pick((65, 75, 85))}%"
        inner.append(
            el(
                "div",
                el("dt", name, style=small),
                body,
                cls="box cell",
                style=f"grid-column: span {wide}",
            )
        )
    style = f"grid-template-columns: repeat({across}, minmax(0, 1fr)); gap: {t.pick((0, 0, 6))}px"
    return el("dl", *inner, cls="grid", style=style)


@family(8)
def bills_of_lading(t, v):
    """A dense form of boxes with small labels, a table of goods, clauses in small print."""
    t = tongue(t)
    head = beside(t, [el("p", company(t), cls="big"), el("h1", label(t, "Bill of Lading"))])
    kinds = ["code", "count", "what", "kilos", *(["unit"] if v % 2 else [])]
    t.rng.shuffle(kinds)
    work = goods(t, t.number(2, 8), kinds, 0.6)
    clause = el("p", t.text(2, 6), cls="small")
    parts = [head, form_boxes(t, t.number(6, 12), t.number(2, 4), 0.9, chance(t, 0.3)), work]
    parts += [form_boxes(t, t.number(3, 8), t.number(2, 4), 0.6)]
    parts.insert(t.number(1, 4), clause)
    signed = [gap(t) + el("p", label(t, n)) for n in ("Place and date", "Signed for the carrier")]
    return sheet(
        t,
        *parts,
        beside(t, signed),
        width=t.number(800, 1000),
        size=t.number(11, 13),
        pad=t.number(24, 50),
    )


@family(8)
def customs_declarations(t, v):
    """Numbered boxes in many columns, one block for each item of goods, sums of duty."""
    t = tongue(t)
    across = t.number(3, 6)
    parts = [el("h1", label(t, "Customs declaration"), cls=t.pick(("", "center")))]
    parts.append(form_boxes(t, t.number(8, 18), across, 0.85, True))
    for _ in range(t.number(1, 3)):
        parts.append(el("h3", label(t, "Item"), " ", str(t.number(1, 9))) if v % 2 else "")
        parts.append(form_boxes(t, t.number(4, 9), across, 0.85, v % 3 == 0))
    duty = chart(
        t,
        [label(t, n) for n in ("Type", "Basis", "Rate", "Amount")],
        [
            [t.code()[:3], t.money(), f"{t.number(1, 20)} %", t.money()]
            for _ in range(t.number(2, 5))
        ],
        (1, 2, 3),
    )
    end = form_boxes(t, t.number(2, 4), 2, 0.5)
    parts.append(beside(t, [duty, end], 20) if chance(t, 0.6) else duty + end)
    return sheet(t, *parts, width=t.number(860, 1050), size=t.number(10, 13), pad=t.number(20, 50))


@family(8)
def insurance_policies(t, v):
    """A policy: facts, persons, cover with sums in a table, clauses with labels."""
    t = tongue(t)
    top = values(t, facts(t, 4, 8), None, t.number(2, 4))
    if chance(t, 0.4):
        top = beside(t, [el("p", address(t)), top])
    cover = [
        [t.phrase(1, 5), t.money(900, 9000) if chance(t, 0.8) else t.phrase(1, 3), t.money(5, 300)]
        for _ in range(t.number(3, 10))
    ]
    work = chart(t, [label(t, n) for n in ("Cover", "Sum insured", "Premium")], cover, (1, 2))
    clauses = ""
    for k in range(t.number(3, 6)):
        text = "".join(el("p", t.text(1, 4)) for _ in range(t.number(1, 2)))
        if v % 3 == 0:
            style = f"grid-template-columns: {t.pick((22, 28))}% minmax(0, 1fr); column-gap: 20px"
            clauses += el("div", el("h3", t.title(1, 4)), el("div", text), cls="grid", style=style)
        else:
            clauses += el("h3", f"{k + 1}. {t.title(1, 4)}") + text
    clauses = columns(t, clauses, 2) if v % 3 == 1 else clauses
    parts = [letterhead(t), el("h1", t.title(2, 4)), top, gap(t), work, gap(t), clauses]
    return sheet(t, *parts, imprint(t) if chance(t, 0.3) else "", size=t.number(11, 14), foot=0.6)


@family(8)
def tariffs(t, v):
    """Rates by weight and zone: a matrix of figures, tables side by side, notes under them."""
    t = tongue(t)
    made = []
    for _ in range(t.number(1, 4)):
        zones = t.number(1, 7) if len(made) == 0 and v % 2 else t.number(1, 3)
        head = [
            label(t, t.pick(("up to", "Weight", "Distance"))),
            *(f"{t.pick(('Zone', 'Z', ''))} {k + 1}" for k in range(zones)),
        ]
        body = [
            [f"{k * 5} {t.pick(('kg', 'km', 'lb'))}", *(t.money(1, 99) for _ in range(zones))]
            for k in range(1, t.number(4, 14))
        ]
        made.append(el("h3", t.title(1, 3)) + chart(t, head, body, tuple(range(1, zones + 1))))
    wide = any("Zone 5" in part or "Z 5" in part for part in made)
    work = "".join(made) if wide or len(made) == 1 else beside(t, made, t.pick((14, 30, 50)))
    notes = each(
        "foot-note", (f"{k + 1}) {t.sentence()}" for k in range(t.number(1, 4))), cls="small"
    )
    intro = el("p", t.text(1, 3)) if chance(t, 0.6) else ""
    parts = [el("h1", t.title(1, 4)), intro, gap(t), work, gap(t), notes]
    return sheet(t, *parts, width=t.number(820, 1100), size=t.number(10, 13), head=0.4, foot=0.6)


@family(10)
def contact_lists(t, v):
    """Names with places and phones: a table, lines with dots, blocks in columns."""
    t = tongue(t)
    form, width, size = v % 5, t.number(700, 1000), t.number(11, 14)
    count = t.number(2, 4)
    body = ""
    if form == 0:
        kinds = [
            "name",
            *some(t, ("words", "street", "place", "phone", "phone", "mail"), t.number(2, 4)),
        ]
        made = [
            [value(t, kind) if chance(t, 0.9) else "" for kind in kinds]
            for _ in range(t.number(10, 32))
        ]
        body = chart(t, [label(t, k.title()) for k in kinds], made, heads=0.6)
    elif form == 1:
        room = (width - 100 - 30 * (count - 1)) / count
        made = sorted(t.surname() + ", " + t.place() for _ in range(t.number(24, 90)))
        first = ""
        for name in made:
            if name[0] != first and chance(t, 0.8):
                body += el("h3", name[0])
            first = name[0]
            body += dots(t, name, t.phone()[5:], room, size)
        body = columns(t, body, count, 30)
    elif form == 2:
        blocks = (
            el("h4", t.title(1, 4)) + el("p", lines(t.name(), t.street(), t.place(), t.phone()))
            for _ in range(t.number(8, 20))
        )
        blocks = each("section", blocks, style="break-inside: avoid; padding-bottom: 12px")
        body = columns(t, blocks, count)
    elif form == 3:
        blocks = [
            el("div", el("h4", t.name()), values(t, facts(t, 2, 4), "inline"))
            for _ in range(count * t.number(2, 6))
        ]
        body = cards(t, blocks, count)
    else:
        for _ in range(t.number(6, 18)):
            style = "grid-template-columns: 30% 34% minmax(0, 1fr); column-gap: 16px;"
            style += " margin-bottom: 8px"
            cells = (
                el("p", lines(t.name(), t.phrase(1, 3))),
                el("p", lines(t.street(), t.place())),
                el("p", lines(t.phone(), value(t, "mail"))),
            )
            body += el(
                "div", *(el("div", cell, role="table") for cell in cells), cls="grid", style=style
            )
    return sheet(
        t, el("h1", t.title(1, 4)), body, width=width, size=size, pad=50, head=0.5, foot=0.6
    )


@family(10)
def organisation_directories(t, v):
    """Departments and their people in columns, with rooms and numbers, headings of two levels."""
    t = tongue(t)
    count, width, size = t.pick((1, 2, 2, 3)), t.number(820, 1080), t.number(10, 13)
    pad, near = 50, t.number(16, 44)
    room = (width - 2 * pad - near * (count - 1)) / count
    form = t.pick(("dots", "grid", "apart", "under"))
    body = ""
    for _ in range(t.number(3, 7)):
        body += el("h2", t.title(1, 4), cls=t.pick(("", "center")))
        body += el("p", lines(t.street(), t.phone())) if chance(t, 0.4) else ""
        for _ in range(t.number(1, 4)):
            body += el("h3", t.title(1, 3)) if chance(t, 0.6) else ""
            for _ in range(t.number(1, 6)):
                who, what, call = t.name(), t.phrase(1, 3), str(t.number(100, 9999))
                if form == "dots":
                    body += dots(t, who, call, room, size)
                elif form == "grid":
                    style = (
                        "grid-template-columns: minmax(0, 5fr) minmax(0, 4fr) 3em; column-gap: 8px"
                    )
                    body += el("div", *each("div", [who, what, call]), cls="grid", style=style)
                elif form == "apart":
                    body += el("div", el("span", f"{what}: {who}"), el("span", call), cls="between")
                else:
                    body += el("p", lines(who, f"{what}, {call}"))
    head = el("h1", t.title(1, 4)) if chance(t, 0.7) else ""
    work = columns(t, body, count, near) if count > 1 else body
    return sheet(t, head, work, width=width, size=size, pad=pad, head=0.6, foot=0.6)


@family(10)
def utility_bills(t, v):
    """A bill for power or water: summary box, usage table, side boxes, a slip to pay."""
    t = tongue(t)
    width, size = t.number(820, 1040), t.number(11, 14)
    boxes = []
    for _ in range(t.number(2, 4)):
        inner = el("h3", t.title(1, 3))
        inner += el("p", t.text(1, 3)) if chance(t, 0.5) else values(t, facts(t, 2, 4), "hanging")
        boxes.append(inner + gap(t, 6, 24))
    meter = [label(t, n) for n in ("Meter", "From", "To", "Previous", "Current", "Used")]
    keep = some(t, range(6), t.number(4, 6))
    usage = []
    for _ in range(t.number(1, 4)):
        row = [t.code(), t.short_date(), t.short_date(), *(value(t, "figure") for _ in range(3))]
        usage.append([row[k] for k in keep])
    work = (
        el("h2", t.title(1, 3))
        + chart(t, [meter[k] for k in keep], usage, (len(keep) - 1,))
        + gap(t)
    )
    cost = [(t.phrase(1, 4), t.money(2, 300)) for _ in range(t.number(3, 8))]
    work += el("h2", t.title(1, 3))
    work += values(t, cost, t.pick(("apart", "table", "leaders", "aligned")), 1, width * 0.4, size)
    work += gap(t) + "".join(el("p", t.text(1, 3)) for _ in range(t.number(0, 2)))
    sums_ = values(t, facts(t, 3, 6), t.pick(("apart", "stacked", "boxes")), 2, width * 0.4, size)
    top = beside(t, [el("p", address(t)), sums_])
    share = t.pick(("2fr 1fr", "3fr 1fr", "5fr 2fr")).split()
    left = v % 3 == 0
    side = el("div", *boxes, free=True, style=f"font-size: {t.pick((85, 100))}%")
    pair, share = (
        ([side, el("div", work)], share[::-1]) if left else ([el("div", work), side], share)
    )
    if v % 5 == 4:
        body = work + beside(t, boxes, 20)
    else:
        style = f"column-gap: {t.number(16, 44)}px; grid-template-columns: "
        style += " ".join(f"minmax(0, {part})" for part in share)
        body = el("div", *pair, cls="grid", style=style)
    slip = (
        beside(t, [el("p", address(t)), values(t, facts(t, 3, 4), "apart")])
        if chance(t, 0.5)
        else ""
    )
    return sheet(t, letterhead(t), gap(t), top, gap(t), body, gap(t), slip, width=width, size=size)


@family(10)
def annual_reports(t, v):
    """A page of an annual report: columns of text, key figures at the side, tables, captions."""
    t = tongue(t)
    width, size = t.number(860, 1100), t.number(11, 14)
    body = ""
    for _ in range(t.number(2, 5)):
        body += el("h2", t.title(1, 5))
        body += "".join(el("p", t.text(3, 7)) for _ in range(t.number(1, 3)))
        if chance(t, 0.3):
            body += el(
                "div",
                picture(t, 70, 150),
                el("figcaption", t.phrase(3, 9)),
                style="break-inside: avoid",
            )
    keys = ""
    for _ in range(t.number(2, 5)):
        figure = el("dd", value(t, "figure"), style=f"font-size: {t.number(150, 260)}%")
        name = el("dt", t.phrase(2, 5))
        keys += el("dl", name + figure, gap(t, 6, 24))
    head = ["", *(str(2024 - k) for k in range(t.number(2, 5)))]
    table = chart(t, head, account(t, t.number(4, 10), len(head) - 1), tuple(range(1, len(head))))
    form = v % 5
    title = el("h1", t.title(2, 5))
    lead = el("p", t.text(1, 3), cls="big", style="font-size: 120%") if chance(t, 0.4) else ""
    count = t.number(2, 3)
    near = f"column-gap: {t.number(20, 50)}px; grid-template-columns: "
    if form == 0:
        side = el("div", keys, free=True)
        work = el(
            "div", el("div", body), side, cls="grid", style=near + "minmax(0, 3fr) minmax(0, 1fr)"
        )
    elif form == 1:
        side = el("div", keys, free=True)
        work = el(
            "div", side, el("div", body), cls="grid", style=near + "minmax(0, 1fr) minmax(0, 3fr)"
        )
    elif form == 2:
        work = columns(t, body, count) + gap(t) + table
    elif form == 3:
        items = [(t.phrase(1, 3), value(t, "figure")) for _ in range(4)]
        work = values(t, items, "stacked", 4) + gap(t) + table + gap(t) + columns(t, body, count)
    else:
        work = columns(t, body, count)
    return sheet(t, title, lead, work, width=width, size=size, head=0.7, foot=0.8)


@family(8)
def opening_hours(t, v):
    """Notices of a shop or office: hours, ways there, services in short lists, in blocks."""
    t = tongue(t)
    days = [
        label(t, d) for d in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
    ]
    form = t.pick(("aligned", "apart", "labels", "inline", "leaders", "table"))
    blocks = []
    for _ in range(t.number(2, 6)):
        hours = [(d, f"{t.time()} – {t.time()}") for d in some(t, days, t.number(2, 6))]
        inner = [
            values(t, hours, form, 1, 230),
            el("p", t.text(1, 2)),
            el("p", lines(t.street(), t.place(), t.phone())),
        ]
        blocks.append(el("h2", t.title(1, 3)) + "".join(some(t, inner, t.number(1, 3))))
    head = el("h1", company(t), cls=t.pick(("", "center")))
    if v % 3 == 0:
        work = gap(t).join(blocks)
    else:
        work = cards(t, [el("div", block) for block in blocks], t.number(2, 3))
    return sheet(t, head, gap(t), work, el("p", t.phrase(3, 8)), width=t.number(680, 960))


# ---------------------------------------------------------------------------- mixed pages


def piece(t, width, size):
    """Any part of a business page for a column of this width."""
    kind = t.number(0, 11)
    head = el("h3", t.title(1, 4)) if chance(t, 0.4) else ""
    if kind < 3:
        return head + "".join(el("p", t.text(1, 4)) for _ in range(t.number(1, 3)))
    if kind < 7:
        form = None if width > 20 * size else t.pick(("inline", "stacked", "hanging", "apart"))
        return head + values(t, facts(t, 2, 8), form, None, width, size)
    if kind == 7 and width > 30 * size:
        return head + goods(t, t.number(2, 7))
    if kind == 8 and width > 24 * size:
        figures = t.number(1, 2 if width < 30 * size else 4)
        return head + chart(t, None, account(t, t.number(3, 8), figures, False), tuple(range(1, 5)))
    if kind == 9:
        return picture(t, 60, 180) + (el("figcaption", t.phrase(3, 8)) if chance(t, 0.7) else "")
    if kind == 10:
        mark = t.pick(("•", "–", "*"))
        return head + el(
            "ul", each("li", (f"{mark} {t.phrase(2, 12)}" for _ in range(t.number(2, 7))))
        )
    return el("p", address(t, 3, 5))


def patch(t, width, size, depth):
    """Pieces one under the other and side by side, down to so many levels."""
    if depth == 0 or width < 20 * size:
        return "".join(piece(t, width, size) + gap(t, 4, 26) for _ in range(t.number(1, 3)))
    bands, cut = "", False
    for _ in range(t.number(1, 2) if depth > 1 else t.number(2, 3)):
        count = t.pick((1, 2, 2, 3)) if width > 48 * size else t.pick((1, 2))
        if count == 1:
            bands += piece(t, width, size)
            cut = False
        else:
            near = t.number(int(1.2 * size), 4 * size)
            room = (width - near * (count - 1)) / count * 0.72
            made = [patch(t, room, size, depth - 1) for _ in range(count)]
            heading = el("h2", t.title(2, 6)) if cut or chance(t, 0.35) else ""
            bands += heading + beside(t, made, near)
            cut = True
        bands += gap(t, 6, 34)
    return bands


@family(16)
def patchwork(t, v):
    """A page of bands, each of them whole or cut into columns of unlike parts."""
    t = tongue(t)
    width, size, pad = t.number(760, 1100), t.number(10, 15), t.number(24, 70)
    head = letterhead(t) if v % 4 == 0 else el("h1", t.title(2, 5)) if v % 4 < 3 else ""
    foot_ = imprint(t) if chance(t, 0.3) else ""
    return sheet(
        t, head, gap(t), patch(t, width - 2 * pad, size, 1), foot_, width=width, size=size, pad=pad
    )


@family(10)
def patchwork_deep(t, v):
    """Columns that are themselves cut into bands and columns."""
    t = tongue(t)
    width, size, pad = t.number(940, 1200), t.number(9, 12), t.number(24, 50)
    parts = [patch(t, (width - 2 * pad) * 0.45, size, 1) for _ in range(2)]
    head = el("h1", t.title(2, 5)) if v % 3 else ""
    work = beside(t, parts, t.number(20, 60)) if v % 2 else patch(t, width - 2 * pad, size, 2)
    return sheet(t, head, work, width=width, size=size, pad=pad, head=0.4, foot=0.5)


@family(8)
def catalog_spreads(t, v):
    """Two pages of a catalog on one picture: each page with its head, goods and page number."""
    t = tongue(t)
    n = t.number(2, 90) * 2
    sides = []
    form = v % 3
    for k in range(2):
        inner = el("header", t.title(1, 3), cls=t.pick(("center", "")))
        inner += el("h2", t.title(1, 3)) if chance(t, 0.6) else ""
        if form == 0:
            offers = [
                el(
                    "div",
                    picture(t, 50, 100),
                    el("h4", t.title(1, 3)),
                    el("p", t.code()),
                    el("p", t.money()),
                )
                for _ in range(2 * t.number(2, 4))
            ]
            inner += cards(t, offers, 2, 16)
        elif form == 1:
            inner += "".join(piece(t, 400, 12) + gap(t, 4, 20) for _ in range(t.number(3, 6)))
        else:
            inner += goods(t, t.number(8, 20), ["code", "what", "money"], 0.2)
        side = ("", "right")[k] if v % 2 else "center"
        sides.append(inner + gap(t) + el("page-no", str(n + k), cls=side))
    return sheet(
        t,
        beside(t, sides, t.number(40, 110), True),
        width=t.number(1000, 1300),
        size=t.number(10, 13),
        head=0,
        foot=0,
    )


@family(8)
def trade_directories(t, v):
    """An old directory of trades: close columns, hanging lines, heads of trades."""
    t = tongue(t, ("en", "en", "de", "fr", "it"))
    count = t.number(2, 4)
    hang = t.pick((0, 8, 14))
    body = ""
    for _ in range(t.number(5, 12)):
        body += el("h3", t.title(1, 2), cls=t.pick(("center", "center", "")))
        for _ in range(t.number(2, 9)):
            who = f"{t.surname()} {t.pick('Jas. Wm. Geo. Mrs. Thos.')}"
            body += el("p", f"{who}, {t.words(t.number(1, 4))}, {t.street()}")
    top = el(
        "div",
        el("span", t.title(1)[:3].upper()),
        el("span", t.title(2, 3)),
        el("page-no", str(v + 90)),
        cls="between",
    )
    css = f"p {{ margin: 0; padding-left: {hang}px; text-indent: -{hang}px }}"
    return sheet(
        t,
        el("header", top),
        gap(t),
        columns(t, body, count, t.number(11, 30)),
        css=css,
        width=t.number(640, 920),
        size=t.number(10, 13),
        head=0,
        foot=0,
        pad=t.number(24, 60),
    )


@family(8)
def auction_lots(t, v):
    """Lots of an auction: number left or over, text, estimate at the right or under."""
    t = tongue(t)
    count = 1 + v % 2
    body = ""
    lot = t.number(1, 600)
    for _ in range(t.number(5, 16)):
        lot += 1
        text = el("p", el("b", t.title(2, 5))) + el("p", t.text(1, 3))
        guess = t.pick(("£", "€ ")) + f"{t.number(50, 400)} – {t.number(400, 900)}"
        form = v % 4
        if form == 0:
            style = "grid-template-columns: 3em minmax(0, 1fr) 8em; column-gap: 14px"
            inner = el(
                "div",
                el("div", str(lot)),
                el("div", text),
                el("div", guess, cls="right"),
                cls="grid",
                style=style,
            )
        elif form == 1:
            style = "grid-template-columns: 3em minmax(0, 1fr); column-gap: 10px"
            inner = el(
                "div",
                el("div", str(lot)),
                el("div", text, el("p", guess, cls="right")),
                cls="grid",
                style=style,
            )
        elif form == 2:
            inner = el("p", str(lot), cls=t.pick(("", "center"))) + text + el("p", guess)
        else:
            inner = el("div", el("span", f"Lot {lot}"), el("span", guess), cls="between") + text
        if chance(t, 0.15):
            inner += picture(t, 60, 120) + el("figcaption", str(lot), cls="center")
        body += el(
            "section", inner, style=f"break-inside: avoid; padding-bottom: {t.pick((4, 10, 18))}px"
        )
    head = el("h2", t.title(2, 4), cls="center") if chance(t, 0.6) else ""
    work = columns(t, body, count) if count > 1 else body
    return sheet(t, head, work, width=t.number(640, 960), head=0.5, foot=0.7)


@family(8)
def exchange_lists(t, v):
    """Prices of shares or goods as newspapers print them: many tables in narrow columns."""
    t = tongue(t)
    count = t.number(2, 5)
    figures = t.number(1, 2 if count > 3 else 3)
    body = ""
    for _ in range(count * t.number(1, 2) + 1):
        head = ["", *(f"{t.number(1, 28)}.{t.number(1, 12)}." for _ in range(figures))]
        made = [
            [
                t.pick((t.surname, lambda: t.phrase(1)))(),
                *(t.pick((t.money(1, 400), f"{t.number(9, 300)}½", "—")) for _ in range(figures)),
            ]
            for _ in range(t.number(4, 18))
        ]
        body += el("h4", t.title(1, 2), cls=t.pick(("center", "")))
        body += chart(t, head, made, tuple(range(1, figures + 1)), cls="", heads=0.5) + gap(
            t, 4, 14
        )
        if chance(t, 0.3):
            body += el("p", t.text(1, 2))
    head = el("h1", t.title(1, 4), cls=t.pick(("center", ""))) if chance(t, 0.7) else ""
    css = "table.pad { width: 100% !important; --aside: 2px !important; --up: 0px !important }"
    return sheet(
        t,
        head,
        columns(t, body, count, t.number(12, 26)),
        css=css,
        size=t.number(9, 12),
        width=t.number(240 * count, 290 * count + 60),
        pad=40,
        head=0.5,
    )


@family(8)
def bilingual_papers(t, v):
    """Facts or clauses in two languages: rows that answer each other, or columns by themselves."""
    one, two = t.of(t.pick(("en", "de"))), t.of(t.pick(("fr", "it", "ru", "zh", "el")))
    count = t.number(4, 10)
    if v % 2:
        style = f"grid-template-columns: 1fr 1fr; gap: {t.number(6, 20)}px {t.number(18, 50)}px"
        cells = ""
        for k in range(count):
            for side in (one, two):
                text = el("p", f"{k + 1}. " if v % 3 else "", side.text(1, 3))
                cells += el("div", el("h4", side.title(1, 4)) + text if v % 4 == 1 else text)
        work = el("div", cells, cls="grid", style=style)
    else:
        made = [
            el("h3", side.title(1, 4))
            + "".join(el("p", side.text(1, 4)) for _ in range(t.number(3, 8)))
            for side in (one, two)
        ]
        work = beside(t, made, t.number(18, 50), True)
    info = values(t, [(f"{a} / {two.phrase(1, 2)}", b) for a, b in facts(one, 3, 8)])
    top = beside(t, [el("h1", one.title(1, 3)), el("h1", two.title(1, 3))], even=True)
    parts = [top, info, gap(t), work] if chance(t, 0.5) else [top, work, gap(t), info]
    return sheet(t, *parts, width=t.number(760, 1020), size=t.number(11, 14))


@family(8)
def papers_from_right(t, v):
    """Bills and lists in scripts that run from the right."""
    t = t.of(t.pick(("ar", "he")))
    info = values(
        t, facts(t, 3, 9), t.pick(("aligned", "inline", "stacked", "boxes", "hanging")), 3
    )
    kinds = some(t, ("pos", "code", "what", "count", "money", "total"), t.number(3, 6))
    kinds = kinds if "what" in kinds else ["what", *kinds]
    body = [
        [str(k + 1) if kind == "pos" else value(t, kind) for kind in kinds]
        for k in range(t.number(3, 12))
    ]
    work = chart(t, [said_head(t, kind) for kind in kinds], body)
    text = "".join(el("p", t.text(2, 4)) for _ in range(t.number(1, 4)))
    parts = [el("h1", t.title(1, 3), cls=t.pick(("", "center"))), el("p", t.title(2, 4))]
    if v % 2:
        parts += [
            beside(t, [info, el("p", lines(t.name(), t.phrase(2, 3), t.phone()))]),
            gap(t),
            work,
        ]
        parts.append(text)
    else:
        parts += [info, gap(t), work, gap(t), columns(t, text, 2) if v % 4 else text]
    return sheet(t, *parts, width=t.number(680, 960), size=t.number(13, 17))


@family(8)
def key_notes(t, v):
    """Short papers of a desk: message slips, cards of customers, stickers with few lines."""
    t = tongue(t)
    form = t.pick(("inline", "aligned", "labels", "stacked", "boxes", "hanging", "leaders"))
    width, size = t.number(380, 620), t.number(13, 18)
    parts = [el("h2", t.title(1, 3), cls=t.pick(("", "center"))) if chance(t, 0.8) else ""]
    parts.append(values(t, facts(t, 3, 9), form, t.number(1, 3), width - 80, size))
    parts += [gap(t, 4, 24), el("p", t.text(1, 3)) if chance(t, 0.6) else ""]
    if v % 2:
        ticks = [f"☐ {t.phrase(1, 3)}" for _ in range(t.number(3, 8))]
        style = "grid-template-columns: 1fr 1fr; column-gap: 20px"
        parts.append(el("div", each("div", ticks), cls="grid", style=style))
    parts += [gap(t, 4, 20), el("p", t.name(), cls=t.pick(("", "right"))), el("p", t.date())]
    return sheet(t, *parts, width=width, size=size, pad=40, head=0.1, foot=0.1, full=0)
