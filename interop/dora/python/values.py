"""One array of every Arrow type that dora carries; a dense union does not arrive, not even from Python to Python."""

import datetime
import decimal

import pyarrow as pa


def values():
    yield pa.nulls(3)
    yield pa.array([True, False, None, True])
    for width in (8, 16, 32, 64):
        top = 2 ** (width - 1)
        yield pa.array([-top, 0, None, top - 1], type=f"int{width}")
        yield pa.array([0, 2**width - 1], type=f"uint{width}")
    yield pa.array([0.5, -2.0, None], type=pa.float16())
    yield pa.array([1.5, float("inf")], type=pa.float32())
    yield pa.array([0.1, -0.0, None], type=pa.float64())
    yield pa.array(["", "straße", None, "猫" * 50])
    yield pa.array(["large"], type=pa.large_utf8())
    yield pa.array([b"", b"\x00\xff", None], type=pa.binary())
    yield pa.array([b"large"], type=pa.large_binary())
    yield pa.array([b"abc", None], type=pa.binary(3))
    yield pa.array([datetime.date(2024, 2, 29), None], type=pa.date32())
    yield pa.array([datetime.date(2024, 2, 29)], type=pa.date64())
    yield pa.array([1, None], type=pa.time32("s"))
    yield pa.array([1, 2], type=pa.time32("ms"))
    yield pa.array([1, 2], type=pa.time64("us"))
    yield pa.array([1, 2], type=pa.time64("ns"))
    for unit in ("s", "ms", "us", "ns"):
        yield pa.array([-1, 1_700_000_000, None], type=pa.timestamp(unit))
        yield pa.array([1_700_000_000], type=pa.timestamp(unit, tz="Europe/Rome"))
        yield pa.array([5, None], type=pa.duration(unit))
    yield pa.array([decimal.Decimal("-12.34"), None], type=pa.decimal128(10, 2))
    yield pa.array([decimal.Decimal("1e40")], type=pa.decimal256(60, 2))
    yield pa.array([[1, 2], [], None, [None, 3]], type=pa.list_(pa.int32()))
    yield pa.array([["a"], None], type=pa.large_list(pa.utf8()))
    yield pa.array([[1.0, 2.0], None, [3.0, 4.0]], type=pa.list_(pa.float32(), 2))
    yield pa.array([{"x": 1, "y": "a"}, None, {"x": None, "y": "b"}])
    yield pa.array([[{"box": [1.0, 2.0], "label": "cat"}], []])
    yield pa.array([[("a", 1), ("b", None)], None], type=pa.map_(pa.utf8(), pa.int32()))
    yield pa.array(["a", "b", "a", None]).dictionary_encode()
    yield pa.UnionArray.from_sparse(
        pa.array([0, 1, 0], type=pa.int8()), [pa.array([1, 0, 3]), pa.array(["", "b", ""])]
    )
    # A slice: its offset is not zero.
    yield pa.array(list(range(100)), type=pa.int16()).slice(33, 17)
    yield pa.array(["a", None, "ccc", "d"]).slice(1, 2)
