"""A drawing is as it was for the eye, with fewer signs (law 6: the same bytes each time)."""

from deterrence.brief.drawing import slim

HEAD = '<svg xmlns="x" viewBox="0 0 10 10">'


def test_parts_lose_their_roles_and_the_font_is_said_once():
    drawn = (
        f'{HEAD}<g role="graphics-symbol" aria-roledescription="axis" aria-label="Y"><text font-family="Fira Sans">a'
        '</text><text font-family="Fira Sans">b</text></g></svg>'
    )
    assert slim(drawn) == (
        '<svg font-family="Fira Sans" xmlns="x" viewBox="0 0 10 10"><g><text>a</text><text>b</text></g></svg>'
    )


def test_numbers_keep_a_tenth_of_a_pixel_and_words_keep_theirs():
    drawn = f'{HEAD}<g transform="translate(1.2345,2.0001)"><text>0.123456</text></g></svg>'
    assert slim(drawn) == f'{HEAD}<g transform="translate(1.2,2)"><text>0.123456</text></g></svg>'


def test_points_nearer_than_a_pixel_are_left_out_and_ends_stay():
    drawn = f'{HEAD}<path d="M0,0L0.2,0.1L0.5,0.2L2,0L2.1,0.4L2.4,0.4" stroke="#000"/></svg>'
    assert '<path d="M0,0L2,0L2.4,0.4"' in slim(drawn)


def test_cells_that_are_filled_alike_become_one_and_what_shines_through_does_not():
    cell = '<path d="M{},0h1v1h-1Z" fill="#0072b2"{}/>'
    solid = HEAD + cell.format(0, "") + cell.format(1, "") + "</svg>"
    assert slim(solid).count("<path") == 1
    sheer = HEAD + cell.format(0, ' fill-opacity="0.2"') + cell.format(1, ' fill-opacity="0.2"') + "</svg>"
    assert slim(sheer).count("<path") == 2
    apart = HEAD + cell.format(0, "") + "<g>" + cell.format(1, "") + "</g></svg>"
    assert slim(apart).count("<path") == 2
