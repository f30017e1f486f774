"""Three hints, none with a density or a channel."""

from __future__ import annotations

from pytest_traineebench.tasks.ads_strategy.answer import Answer


def give_hints(answer: Answer) -> tuple[str, str, str]:
    """Return whom to ask; where things are and which steps; the whole procedure."""
    folder = answer.handbook.rpartition("/")[0]
    whom = (
        "Everybody in the Marketing department (ListUsers shows who that is) knows where the handbook for planning "
        "such a strategy is, and where the data are. Ask for both. Some things only single colleagues know; the "
        "handbook says who."
    )
    steps = (
        f"The handbook is CloudDisk://{answer.handbook}; it says what effective exposure is. The list of channels and "
        "one heat map for each group of people lie beside it. If the handbook has a table of buyers, ask each of them "
        "what has changed for their type of channels, and bring the list up to date. Read the density of each "
        "channel's cell from the map of your target group, compute the exposures, and search for the best choice."
    )
    procedure = (
        f"1. Download {answer.handbook} and {folder}/channels.csv; leave {folder}/archive/ alone, it is out of date.\n"
        "2. If section 3 of the handbook has a table of buyers, write to each of them: what has changed for their "
        "type of channels, which notice holds, what is the discount? Download the notices that they name, and no "
        "others. In the list, replace what the notices change, leave out what they withdraw, and then take the "
        "discount off every channel of the type, each rounded to whole dollars.\n"
        "3. Look at the heat map of the target group with ReadAsDataURL. The digit in a cell is its density; grid_i "
        "counts columns from the left, grid_j counts rows from the bottom.\n"
        "4. Write down the density of every channel's cell as a table, and check it against the picture once more.\n"
        "5. With a program, compute each channel's effective exposure by the handbook's formula, rounded to two "
        "decimals.\n"
        "6. Solve the 0/1 knapsack problem exactly (dynamic programming over the budget, or branch and bound); going "
        "by exposure per dollar is not enough.\n"
        f"7. Write {answer.plan} with selected_channels (list of ids), total_cost and total_exposure (numbers) into "
        "the root of the workspace."
    )
    return whom, steps, procedure
