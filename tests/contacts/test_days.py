"""Birthdays as people write them, with and without a year."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.importing.dates import read_day
from contacts.importing.days import birthday_in_words, read_birthday


@pytest.mark.parametrize(
    ("text", "birthday", "words"),
    [
        ("1990-04-15", "1990-04-15", "15 April 1990"),
        ("19900415", "1990-04-15", "15 April 1990"),
        ("1990-04-15T00:00:00Z", "1990-04-15", "15 April 1990"),
        ("--04-15", "--04-15", "15 April"),
        ("--0415", "--04-15", "15 April"),
        ("15 April", "--04-15", "15 April"),
        (" 15  apr  1990 ", "1990-04-15", "15 April 1990"),
        ("15th April, 1990", "1990-04-15", "15 April 1990"),
        ("April 15", "--04-15", "15 April"),
        ("Sept. 3rd, 1985", "1985-09-03", "3 September 1985"),
        ("3. Oktober 1985", "1985-10-03", "3 October 1985"),
        ("3.10.1985", "1985-10-03", "3 October 1985"),
        ("3.10.", "--10-03", "3 October"),
        ("19900415T000000", "1990-04-15", "15 April 1990"),
        ("15 juil. 1990", "1990-07-15", "15 July 1990"),
        ("29 Feb", "--02-29", "29 February"),
        ("29 Feb 1992", "1992-02-29", "29 February 1992"),
    ],
)
def test_a_birthday_is_read_and_shown(text: str, birthday: str, words: str) -> None:
    assert (read_birthday(text), birthday_in_words(birthday)) == (birthday, words)


@pytest.mark.parametrize(
    "text", ["15th of April", "29 Feb 1990", "31 April", "3/4/1990", "1990", "1990415", "15 Foo", ""]
)
def test_what_is_no_day_or_could_be_two_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a day"):
        read_birthday(text)


@given(st.dates())
def test_every_birthday_comes_back_from_its_words(day) -> None:
    for stored in (day.isoformat(), f"--{day:%m-%d}"):
        assert read_birthday(stored) == stored
        assert day.year < 1000 or read_birthday(birthday_in_words(stored)) == stored


def test_nothing_said_is_nothing_shown() -> None:
    assert birthday_in_words("") == ""


MONTHS = {
    "English": "January February March April May June July August September October November December",
    "German": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "French": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "French, short": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
    "Spanish": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "Portuguese": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "Italian": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "Dutch": "januari februari maart april mei juni juli augustus september oktober november december",
    "Dutch, short": "jan. feb. mrt. apr. mei jun. jul. aug. sep. okt. nov. dec.",
    "Swedish": "januari februari mars april maj juni juli augusti september oktober november december",
    "Danish": "januar februar marts april maj juni juli august september oktober november december",
    "Norwegian": "januar februar mars april mai juni juli august september oktober november desember",
    "Norwegian, short": "jan. feb. mar. apr. mai jun. jul. aug. sep. okt. nov. des.",
    "Polish": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "Polish, alone": "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień",
    "Polish, short": "sty lut mar kwi maj cze lip sie wrz paź lis gru",
    "Czech": "ledna února března dubna května června července srpna září října listopadu prosince",
    "Czech, alone": "leden únor březen duben květen červen červenec srpen září říjen listopad prosinec",
    "Czech, short": "led úno bře dub kvě čvn čvc srp zář říj lis pro",
    "Turkish": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
    "Turkish, short": "Oca Şub Mar Nis May Haz Tem Ağu Eyl Eki Kas Ara",
    "Finnish": "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta "
    "lokakuuta marraskuuta joulukuuta",
    "Finnish, short": "tammik. helmik. maalisk. huhtik. toukok. kesäk. heinäk. elok. syysk. lokak. marrask. jouluk.",
}


@pytest.mark.parametrize("language", MONTHS)
def test_months_are_known_by_their_names(language: str) -> None:
    days = [read_day(f"12 {name} 2023") for name in MONTHS[language].split()]
    assert days == [f"2023-{number:02}-12" for number in range(1, 13)]
