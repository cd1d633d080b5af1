"""A drawing is as it was for the eye, with fewer signs (law 6: the same bytes each time)."""

from deterrence.brief.drawing import slim

HEAD = '<svg xmlns="x" viewBox="0 0 10 10">'


def test_parts_lose_their_roles_and_the_font_is_said_once():
    drawn = (
        f'{HEAD}<g role="graphics-symbol" aria-roledescription="axis" aria-label="Y"><text font-family="Fira Sans">a'
        '</text><text font-family="Fira Sans">b</text></g></svg>'
    )
    assert slim(drawn) == (
        '<svg font-family="Fira Sans" xmlns="x" viewBox="0 0 10 10"><text>a</text><text>b</text></svg>'
    )


def test_numbers_keep_a_tenth_of_a_pixel_and_words_keep_theirs():
    drawn = f'{HEAD}<g transform="translate(1.2345,2.0001)"><text>0.123456</text></g></svg>'
    assert slim(drawn) == f'{HEAD}<g transform="translate(1.2,2)"><text>0.123456</text></g></svg>'


def test_points_that_bend_a_line_by_less_than_half_a_pixel_are_left_out_and_ends_stay():
    """From (0,0) straight to (4,0): 0.2 off is left out, 1 off is kept; each point is said from the one before."""
    drawn = f'{HEAD}<path d="M0,0L1,0.2L2,0L3,1L4,0" stroke="#000"/></svg>'
    assert '<path d="M0,0l2,0 1,1 1,-1"' in slim(drawn)


def test_cells_of_a_row_that_meet_become_one_and_those_of_another_row_do_not():
    cell = '<path d="M{},{}h1.5v1h-1.5Z" fill="#0072b2"/>'
    drawn = HEAD + cell.format(0, 0) + cell.format(1.5, 0) + cell.format(0, 1) + "</svg>"
    assert 'd="M0,0h3v1h-3ZM0,1h1.5v1h-1.5Z"' in slim(drawn)


def test_parts_that_look_alike_say_so_once_and_nothing_stays_of_what_draws_nothing():
    line = '<line x2="{}" stroke="#000" opacity="0.5"/>'
    drawn = HEAD + "<g>" + "".join(line.format(x) for x in (1, 2, 3)) + '<g><text fill="#000"></text></g></g></svg>'
    lines = "".join(f'<line x2="{x}" opacity="0.5"/>' for x in (1, 2, 3))
    assert slim(drawn) == f'{HEAD}<g stroke="#000">{lines}</g></svg>'


def test_groups_that_say_nothing_of_their_parts_go_and_what_they_hold_stays_where_it_was():
    inner = '<g transform="translate(1,2)"><g/><g><path d="M0,0h1" stroke="#000"/></g></g>'
    drawn = f'{HEAD}<g><g transform="translate(0,0)">{inner}</g></g></svg>'
    assert slim(drawn) == f'{HEAD}<g transform="translate(1,2)"><path d="M0,0h1" stroke="#000"/></g></svg>'


def test_a_ground_that_nobody_sees_goes():
    """Vega puts one into each panel; nothing around it has a fill or a stroke that it could take on."""
    ground = '<path class="background" aria-hidden="true" d="M0,0h125v118h-125Z"/>'
    seen = '<path class="background" d="M0,0h125v118h-125Z" stroke="#ddd"/>'
    assert slim(f"{HEAD}<g>{ground}</g>{seen}</svg>") == f'{HEAD}<path d="M0,0h125v118h-125Z" stroke="#ddd"/></svg>'


def test_a_round_sign_is_a_circle():
    sign = '<path transform="translate(1,2)" d="M3,0A3,3,0,1,1,-3,0A3,3,0,1,1,3,0" fill="#0072b2"/>'
    assert slim(f"{HEAD}{sign}</svg>") == f'{HEAD}<circle transform="translate(1,2)" r="3" fill="#0072b2"/></svg>'


def test_cells_that_are_filled_alike_become_one_and_what_shines_through_does_not():
    cell = '<path d="M{},0h1v1h-1Z" fill="#0072b2"{}/>'
    solid = HEAD + cell.format(0, "") + cell.format(1, "") + "</svg>"
    assert slim(solid).count("<path") == 1
    sheer = HEAD + cell.format(0, ' fill-opacity="0.2"') + cell.format(1, ' fill-opacity="0.2"') + "</svg>"
    assert slim(sheer).count("<path") == 2
    apart = HEAD + cell.format(0, "") + "<g>" + cell.format(1, "") + "</g></svg>"
    assert slim(apart).count("<path") == 2


def test_a_text_of_one_line_stands_where_it_was_moved_to():
    """Two attributes are shorter than a move; a text that is turned, or has a place of its own, is left as it is."""
    moved = f'{HEAD}<text transform="translate(12,3.5)" fill="#000">a</text></svg>'
    assert slim(moved) == f'{HEAD}<text x="12" y="3.5" fill="#000">a</text></svg>'
    turned = '<text transform="translate(1,2) rotate(-90)">a</text>'
    placed = '<text transform="translate(1,2)" x="3">a</text>'
    assert slim(f"{HEAD}{turned}{placed}</svg>") == f"{HEAD}{turned}{placed}</svg>"
