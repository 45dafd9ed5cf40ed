from textblob.en import lexicon as own

from analysis.lexicon import lexicon


def test_words_and_tags_are_those_of_textblob() -> None:
    assert len(lexicon) > 90_000
    assert dict(lexicon.items()) == dict(own.items())


def test_rules_for_unknown_words_are_those_of_textblob() -> None:
    assert [list(rule) for rule in lexicon.context] == [list(rule) for rule in own.context]
    for word in ("tarifflike", "Oslo-based", "co-signing", "deglobalised", "12th"):
        assert lexicon.morphology.apply([word, "NN"]) == own.morphology.apply([word, "NN"])
