import pytest
@pytest.mark.parametrize("page",["claimants.py","compare.py","verification.py","changes.py","about.py"])
def test_opens(open_page, shipped, page):
    p=open_page(page)
    print(p.warning, p.error)
    assert not p.error
