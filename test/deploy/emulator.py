"""Starts the emulator with the patches that emulator-differences.md names, by its numbers."""

import json

from ministack import app
from ministack.core import iam_actions, lambda_runtime
from ministack.services import lambda_svc, stepfunctions
from ministack.services.cloudformation import provisioners


def secrets_by_arn() -> None:
    """Difference 1: `Ref` of a secret is its ARN, so that policies and functions name it as on AWS."""
    handlers = provisioners._RESOURCE_HANDLERS["AWS::SecretsManager::Secret"]
    create, update, delete = handlers["create"], handlers["update"], handlers["delete"]

    def named(arn):
        return arn.split(":secret:")[1].rsplit("-", 1)[0]

    def by_arn(made):
        _, attributes = made
        return attributes["Arn"], attributes

    handlers["create"] = lambda *given: by_arn(create(*given))
    handlers["update"] = lambda arn, *given: by_arn(update(named(arn), *given))
    handlers["delete"] = lambda arn, props: delete(named(arn), props)


def cookies_apart() -> None:
    """Difference 3: an HTTP API's event (payload format 2.0) holds the request's cookies in a list."""
    execute = lambda_svc._execute_function_with_config_scope

    def with_cookies(record, event, *more):
        sent = event.get("headers", {}).get("cookie") if event.get("version") == "2.0" else None
        return execute(record, {**event, "cookies": sent.split("; ")} if sent else event, *more)

    lambda_svc._execute_function_with_config_scope = with_cookies


def task_answers_by_machine() -> None:
    """Difference 4: the right to answer a task is asked for on the machine that waits; of ours, only one waits."""
    extract = iam_actions.extract_resource_arn

    def resource(service, method, path, headers, *more):
        arn = extract(service, method, path, headers, *more)
        answers = service == "states" and ".SendTask" in headers.get("x-amz-target", "")
        others = ("SyncMachine", "WriteMachine")
        machines = (one for one in stepfunctions._state_machines if ":stateMachine:" in one)
        waiting = (one for one in machines if not any(other in one for other in others))
        return next(waiting, arn) if answers else arn

    iam_actions.extract_resource_arn = resource


def errors_by_name() -> None:
    """Difference 5: an error that a Node function throws is told by its name, by which a machine retries and catches."""
    told = "error: String(err.message || err)"
    named = "error: JSON.stringify([err.name || 'Error', String(err.message || err)])"
    assert lambda_runtime._NODEJS_WORKER_SCRIPT.count(told) == 1
    lambda_runtime._NODEJS_WORKER_SCRIPT = lambda_runtime._NODEJS_WORKER_SCRIPT.replace(told, named)
    execute = lambda_svc._execute_function_warm

    def by_name(*given):
        result = execute(*given)
        body = result.get("body")
        if result.get("error") and str(body.get("errorMessage")).startswith('["'):
            name, message = json.loads(body["errorMessage"])
            return {**result, "body": {**body, "errorType": name, "errorMessage": message}}
        return result

    lambda_svc._execute_function_warm = by_name


def alarms_over_formulas() -> None:
    """Difference 6: an alarm over a formula of metrics is made, here as one over the first of them."""
    record = provisioners._cw_metric_alarm_record

    def over_first(name, props):
        stats = [metric["MetricStat"] for metric in props.get("Metrics") or [] if "MetricStat" in metric]
        if not stats:
            return record(name, props)
        plain = {key: value for key, value in props.items() if key != "Metrics"}
        return record(name, {**plain, **stats[0]["Metric"], "Statistic": stats[0]["Stat"], "Period": stats[0]["Period"]})

    provisioners._cw_metric_alarm_record = over_first


def what_is_asked_about() -> None:
    """Difference 7: conditions see the encryption context of KMS, and the partition key that DynamoDB is asked for."""
    tags = iam_actions.request_tag_context

    def context(service, action, body, params):
        known = tags(service, action, body, params)
        if service not in ("kms", "dynamodb"):
            return known
        asked = json.loads(body or b"{}")
        for name, value in (asked.get("EncryptionContext") or {}).items():
            known[f"kms:encryptioncontext:{name.lower()}"] = value
        item = asked.get("Key") or asked.get("Item") or {}
        if "pk" in item:
            known["dynamodb:leadingkeys"] = [item["pk"]["S"]]
        return known

    iam_actions.request_tag_context = context


def batches_as_their_single_action() -> None:
    """Difference 8: a batch of messages is a matter of the right to send, or delete, one."""
    extract = iam_actions.extract_iam_action

    def single(*given):
        action = extract(*given)
        return action.removesuffix("Batch") if (action or "").startswith("sqs:") else action

    iam_actions.extract_iam_action = single


def one_port_only() -> None:
    """Difference 2: nothing but the port that was chosen is taken on this computer."""
    app._port_is_bindable = lambda *_: False


secrets_by_arn()
cookies_apart()
task_answers_by_machine()
errors_by_name()
alarms_over_formulas()
what_is_asked_about()
batches_as_their_single_action()
one_port_only()
app.main()
