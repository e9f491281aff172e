"""MiniStack with one defect mended: it hands a JSONata TimeoutSeconds to its timer as text, unevaluated.

Seen in 1.4.21 and 1.5.33. To be dropped when MiniStack evaluates the field itself; what is deployed stays as it ships.
"""

from ministack.app import main
from ministack.services import stepfunctions

execute_task = stepfunctions._execute_task


def execute_task_with_timeout(state, raw_input, execution, ctx):
    if isinstance(state.get("TimeoutSeconds"), str):
        seconds = stepfunctions._jsonata_state_field(state, "TimeoutSeconds", "number", raw_input, ctx)
        state = {**state, "TimeoutSeconds": seconds}
    return execute_task(state, raw_input, execution, ctx)


stepfunctions._execute_task = execute_task_with_timeout
main()
