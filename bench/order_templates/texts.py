"""Made-up text: words of eleven languages put together by a seed."""

WORDS = {
    "en": "harbor lantern meadow council reports winter orchard silver engine window market journey"
    " ancient quiet northern several between through another because station garden letter bridge"
    " carried written measured opened the a of and in for with from upon under was were has had"
    " its their this which after before when river stone paper copper village school captain"
    " weather gentle narrow remarkable considerable observation government particular temperature",
    "de": "der die das und mit von zur über unter zwischen Haus Garten Brücke Verwaltung Sitzung"
    " Zeitung Wetter Fluss Stadt Gemeinde Ordnung Rechnung Bericht Straße alte neue kleine große"
    " wurde hatte konnte gegen durch während Versammlung Entwicklung Jahrhundert Ausstellung"
    " Wissenschaft Eisenbahn Betrieb Arbeit Schule Kirche Winter Sommer gefunden geschrieben",
    "fr": "le la les de des et dans pour avec sous entre maison jardin rivière conseil marché"
    " lettre fenêtre ancien nouvelle petite grande était avait pendant après avant gouvernement"
    " particulier température bibliothèque chemin école village pierre papier été hiver écrit",
    "it": "il la di e con per tra sopra sotto casa giardino ponte consiglio mercato lettera"
    " finestra antico nuova piccola grande era aveva durante dopo prima governo biblioteca strada"
    " scuola paese pietra carta estate inverno scritto particolare temperatura",
    "la": "et in ad cum de per filius filia baptizatus parochia natus mortuus sepultus uxor"
    " legitima coram testibus anno domini mensis die ecclesia vicarius nomine dictus honesti",
    "ru": "и в на с по из для через между дом сад мост совет рынок письмо окно старый новая"
    " маленький большая была имел после перед река камень бумага деревня школа погода зима лето"
    " правительство наблюдение температура библиотека станция написано измерено городской",
    "el": "και το η ο της του με από για στην μεταξύ σπίτι κήπος γέφυρα συμβούλιο αγορά γράμμα"
    " παράθυρο παλιό νέα μικρή μεγάλη ήταν είχε μετά πριν ποταμός πέτρα χαρτί χωριό σχολείο"
    " καιρός χειμώνας καλοκαίρι κυβέρνηση παρατήρηση βιβλιοθήκη σταθμός",
    "ar": "في من إلى على مع بين بعد قبل البيت الحديقة الجسر المجلس السوق الرسالة النافذة القديم"
    " الجديدة الصغير الكبيرة كان كانت النهر الحجر الورق القرية المدرسة الطقس الشتاء الصيف"
    " الحكومة المكتبة المحطة مكتوب الطريق المدينة",
    "he": "של על עם אל בין אחרי לפני הבית הגן הגשר המועצה השוק המכתב החלון הישן החדשה הקטן"
    " הגדולה היה הייתה הנהר האבן הנייר הכפר בית הספר מזג האוויר החורף הקיץ הממשלה הספרייה"
    " התחנה כתוב הדרך העיר",
}
GLYPHS = {
    "zh": "春风江山城市学校花园河流道路书报工厂农村天气历史文化研究人民生活世界新旧大小东西南北"
    "开关来去上下左右前后今年月日时分水火木金土石田米麦茶酒衣食住行",
    "ja": "山川空海町村人時年月日本語学校電車駅花鳥風雨雪石木森火水金土手目口耳足男女子父母"
    "のはがをにでとものはがをにですましたていからまでよりこそあれ",
}
NAMES = {
    "en": "Alder Brandt Corbin Dunmore Ellery Farrow Greaves Hadley Inkpen Jessop Kirkby Lorne"
    " Marlow Nettle Ormsby Penrose Quill Radnor Selwyn Thorne Upton Vance Wexford Yardley",
    "de": "Ahrens Bäumler Cramer Dörfler Ebert Fuchs Grünwald Hartmann Ihlau Jäger Köhler Lindner",
    "ru": "Алексеев Борисов Волков Громов Дмитриев Егоров Жуков Зайцев Иванов Козлов Лебедев",
    "el": "Αντωνίου Βασιλείου Γεωργίου Δήμου Ευαγγέλου Ζήσης Θεοδώρου Ιωάννου Κωστής Λάμπρος",
    "ar": "سالم ناصر خالد يوسف حسن كريم فارس جميل",
    "he": "לוי כהן מזרחי פרץ ביטון אברהם פרידמן שפירא",
}
GIVEN = "Ada Basil Clara Denis Edith Frank Greta Hugo Irene Jonas Kate Leo Mabel Neil Olive Piers"
PLACES = (
    "Ashcombe Brindle Calder Dunmow Elstead Fenwick Garth Holme Ivybridge Kelso Lydd Market-Weir"
    " Norham Oakhanger Pinner Reeth Skelby Tarrant Ulverby Wansford"
)
MONTHS = (
    "January February March April May June July August September October November December"
).split()
STOPS = {"zh": ("，", "。"), "ja": ("、", "。"), "ar": ("،", ".")}


class Text:
    """Text of one language, from a random generator that all languages of a page share."""

    def __init__(self, rng, language="en"):
        self.rng, self.language = rng, language
        self.glyphs = GLYPHS.get(language)
        self.lexicon = WORDS.get(language, "").split()

    def of(self, language):
        return Text(self.rng, language)

    def pick(self, options):
        return self.rng.choice(options.split() if isinstance(options, str) else options)

    def number(self, low, high):
        return self.rng.randint(low, high)

    def words(self, count):
        if self.glyphs:
            return "".join(self.rng.choices(self.glyphs, k=count))
        return " ".join(self.rng.choices(self.lexicon, k=count))

    def phrase(self, low, high=None):
        """Some words, the first with a capital."""
        words = self.words(self.number(low, high or low))
        return words[0].upper() + words[1:]

    def title(self, low, high=None):
        """A phrase that ends with a long word, every long word with a capital."""
        words = self.words(self.number(low, high or low))
        if self.glyphs:
            return words
        last = self.pick([word for word in self.lexicon if len(word) > 4])
        said = " ".join(
            word.capitalize() if len(word) > 3 else word for word in [*words.split()[:-1], last]
        )
        return said[0].upper() + said[1:]

    def sentence(self, low=6, high=16):
        comma, stop = STOPS.get(self.language, (", ", "."))
        if self.glyphs:
            return self.words(self.number(low, high)) + comma + self.words(high // 2) + stop
        comma = comma.strip() + " "
        said = self.phrase(low, high)
        if self.rng.random() < 0.4:
            said += comma + self.words(self.number(3, 7))
        return said + stop

    def text(self, low=3, high=None):
        """Sentences; long words may be divided at their ends of syllables."""
        count = self.number(low, high or low)
        said = ("" if self.glyphs else " ").join(self.sentence() for _ in range(count))
        return said if self.glyphs or self.language in ("ar", "he") else divisible(said)

    def name(self):
        if self.language in ("en", "la", "fr", "it"):
            return f"{self.pick(GIVEN)} {self.surname()}"
        return self.surname()

    def surname(self):
        if self.glyphs:
            return self.words(3)
        return self.pick(NAMES.get(self.language, NAMES["en"]))

    def place(self):
        return self.words(2) if self.glyphs else self.pick(PLACES)

    def street(self):
        return f"{self.number(2, 180)} {self.pick(PLACES)} {self.pick('Road Lane Street Avenue')}"

    def postcode(self):
        return f"{self.pick('AB CD EF GH')}{self.number(1, 9)} {self.number(1, 9)}{self.pick('XL NQ TD')}"

    def date(self):
        return f"{self.number(1, 28)} {self.pick(MONTHS)} {self.number(1890, 2024)}"

    def short_date(self):
        return f"{self.number(1, 28):02}.{self.number(1, 12):02}.{self.number(1990, 2024)}"

    def time(self):
        return f"{self.number(6, 22):02}:{self.pick('00 05 10 15 20 30 40 45 55')}"

    def money(self, low=1, high=900):
        return f"{self.number(low, high):,}.{self.number(0, 99):02}"

    def phone(self):
        return f"0{self.number(100, 999)} {self.number(100, 999)} {self.number(1000, 9999)}"

    def code(self):
        return f"{self.pick('A B C K M R T')}{self.number(100, 9999)}-{self.number(10, 99)}"


def divisible(text):
    """Soft hyphens between a vowel and a consonant with a vowel behind, three letters from both ends."""
    vowels = "aeiouäöüéèуаоеиюяαεηιουω"
    made = []
    for word in text.split(" "):
        parts = list(word)
        for at in range(len(word) - 3, 2, -1):
            before, here, behind = word[at - 1 : at + 2].lower()
            if before in vowels and here not in vowels and behind in vowels and here.isalpha():
                parts.insert(at, "\u00ad")
        made.append("".join(parts))
    return " ".join(made)
