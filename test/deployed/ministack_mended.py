"""MiniStack with three defects mended, seen in 1.4.21 and 1.5.33. What is deployed stays as it ships.

- It hands a JSONata TimeoutSeconds to its timer as text, unevaluated.
- It refuses an alarm on a sum of metrics. Here such an alarm watches the first of them; no test raises one.
- It gives no DKIM records of a mail domain.

Each is to be dropped when MiniStack does it by itself.
"""

from ministack.app import main
from ministack.services import stepfunctions
from ministack.services.cloudformation import provisioners

execute_task = stepfunctions._execute_task
metric_alarm_record = provisioners._cw_metric_alarm_record


def execute_task_with_timeout(state, raw_input, execution, ctx):
    if isinstance(state.get("TimeoutSeconds"), str):
        seconds = stepfunctions._jsonata_state_field(state, "TimeoutSeconds", "number", raw_input, ctx)
        state = {**state, "TimeoutSeconds": seconds}
    return execute_task(state, raw_input, execution, ctx)


def metric_alarm_record_of_first(name, props):
    metrics = [one["MetricStat"] for one in props.get("Metrics") or [] if "MetricStat" in one]
    if metrics:
        first = metrics[0]
        others = {key: value for key, value in props.items() if key != "Metrics"}
        props = {**others, **first["Metric"], "Period": first["Period"], "Statistic": first["Stat"]}
    return metric_alarm_record(name, props)


def with_dkim_records(handler):
    def handled(*args, **more):
        identity, attributes = handler(*args, **more)
        for number in (1, 2, 3):
            token = f"token{number}"
            attributes[f"DkimDNSTokenName{number}"] = f"{token}._domainkey.{identity}"
            attributes[f"DkimDNSTokenValue{number}"] = f"{token}.dkim.amazonses.com"
        return identity, attributes

    return handled


email_identity = provisioners._RESOURCE_HANDLERS["AWS::SES::EmailIdentity"]
for operation in ("create", "update"):
    email_identity[operation] = with_dkim_records(email_identity[operation])
stepfunctions._execute_task = execute_task_with_timeout
provisioners._cw_metric_alarm_record = metric_alarm_record_of_first
main()
