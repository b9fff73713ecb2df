import argparse
import hashlib
import json

import pytest

from opscourse import datasets
from opscourse.datasets import data_command
from opscourse.datasets.dictionary import TYPE_NAMES, dictionary


def run(folder, *words):
    parser = argparse.ArgumentParser()
    data_command.configure(parser)
    return data_command.run(parser.parse_args(words), folder)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("built") / "datasets"
    assert run(folder, "build") == 0
    return folder


def test_the_committed_tables_are_regenerated_bit_for_bit(built):
    names = sorted(path.name for path in built.iterdir())
    assert names == sorted([*(f"{name}.csv" for name in dictionary()), "datapackage.json"])
    for name in names:
        assert (datasets.ROOT / "datasets" / name).read_bytes() == (built / name).read_bytes(), name


def test_check_names_the_file_that_drifted_and_build_mends_it(built, capsys):
    assert run(built, "build", "--check") == 0
    file = built / "visits.csv"
    whole = file.read_bytes()
    file.write_bytes(whole[:-2])
    assert run(built, "build", "--check") == 1
    assert "datasets/visits.csv" in capsys.readouterr().out
    assert file.read_bytes() == whole[:-2]  # a check writes nothing
    (built / "orders.csv").unlink()
    assert run(built, "build", "--check") == 1
    assert "datasets/orders.csv" in capsys.readouterr().out
    assert run(built, "build") == 0
    assert file.read_bytes() == whole
    assert run(built, "build", "--check") == 0


def test_a_file_too_many_is_named_and_left_alone(built, capsys):
    extra = built / "mine.csv"
    extra.write_text("a\n1\n")
    assert run(built, "build", "--check") == 1
    assert "datasets/mine.csv" in capsys.readouterr().out
    assert run(built, "build") == 0
    assert extra.read_text() == "a\n1\n"
    extra.unlink()


def test_the_data_package_describes_every_file_and_field(built):
    package = json.loads((built / "datapackage.json").read_text(encoding="utf-8"))
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert [r["name"] for r in package["resources"]] == list(dictionary())
    for resource in package["resources"]:
        data = (built / resource["path"]).read_bytes()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == "sha256:" + hashlib.sha256(data).hexdigest()
        assert resource["encoding"] == ("gbk" if resource["name"] == "orders_gbk" else "utf-8")
        codec = {"utf-8": "utf-8-sig"}.get(resource["encoding"], resource["encoding"])
        fields = resource["schema"]["fields"]
        header = data.decode(codec).split("\n", 1)[0].split(",")
        assert [field["name"] for field in fields] == header
        assert all(f["title"] and f["title_en"] and f["description"] for f in fields)
        assert all("unit" in f and f["type"] for f in fields)
        key = resource["schema"]["primaryKey"]
        assert set([key] if isinstance(key, str) else key) <= set(header)
        assert key or resource["name"].endswith("_raw")  # only an uncleaned table has none


def test_the_practice_tables_keep_within_their_sizes():
    folder = datasets.ROOT / "datasets"
    assert sum(path.stat().st_size for path in folder.glob("*.csv")) < 12_000_000
    for name in dictionary():
        assert len(datasets.load(name)) <= 20_000


def test_the_dictionary_shows_as_frames():
    assert datasets.catalog()["表"].tolist() == list(dictionary())
    for name, table in dictionary().items():
        shown = datasets.describe(name)
        assert shown["列名"].tolist() == datasets.load(name).columns.tolist()
        assert (shown["中文名"].str.len() > 0).all()
        assert {f["type"] for f in table["fields"]} <= set(TYPE_NAMES)
