"""The extractor of correct sentences that corpora/build/neighbours.py learns from."""

from pathlib import Path

from corpora.build.nativetext import main


def test_sentences_of_each_kind_of_file(tmp_path: Path) -> None:
    sources = tmp_path / "in" / "it"
    for name in ("alpha", "beta", "gamma"):
        (sources / name).mkdir(parents=True)
    (sources / "alpha" / "a.conllu").write_text(
        "# text = Il molo è lungo e largo.\n1\tIl\n", encoding="utf-8"
    )
    (sources / "beta" / "b.html").write_text(
        "<head><title>No</title></head><p>La nave parte alle <b>sette</b>. Poi torna al porto.</p>"
        "<pre>x = 1 e basta così.</pre>",
        encoding="utf-8",
    )
    (sources / "gamma" / "c").write_text("Chi dorme non piglia pesci.\n\t\t-- Anonimo\n%\nTroppo corto.\n%\n")
    (sources / "gamma" / "d.md").write_text("# Titolo\n\n- Apri la [porta](x.md) del magazzino.\n", "utf-8")
    (sources / "gamma" / "e.png").write_bytes(b"\0\1")
    main(tmp_path / "in", tmp_path / "out")
    assert (tmp_path / "out" / "it.txt").read_text("utf-8").splitlines() == [
        "alpha\tIl molo è lungo e largo.",
        "beta\tLa nave parte alle sette.",
        "beta\tPoi torna al porto.",
        "gamma\tChi dorme non piglia pesci.",
        "gamma\tApri la porta del magazzino.",
    ]
