"""Of what names and entries of the benchmark are made; all of them plainly fictional."""

GIVEN = """
Ada Björn Chiara Dag Elif Farid Gisela Hana Ines Jonas Kaito Łucja Małgorzata Noor Oskar Priya Quim Rosa Siân Tomás
Uma Vera Wei Ximena Yusuf Zoë Amara Bence Cillian Dunja Emre Freya Goran Hatice Ivo Jelena
""".split()  # noqa: SIM905  a list of words is read more easily as words
STEMS = """
Ander Berg Castel Dorn Eker Fal Gruber Holm Iver Jask Kowal Lind Mor Nord Okon Pell Quist Rasm Sol Tanz
""".split()  # noqa: SIM905
ENDINGS = """
a ak by dóttir er ez feld gård hall ić ing ko land man ova qvist sen ski stad sson vik wood yan zadeh
""".split()  # noqa: SIM905
SUBJECTS = ["grid", "plan", "lesson", "market", "tender", "care", "data", "paper", "school", "energy"]
VOCABULARY = [subject + stem.lower() for subject in SUBJECTS for stem in STEMS]
RARE = "tessellation"  # in one entry of every thousand
