"""What must hold for the JSON API and for the edges of the server. Each check raises on its first problem."""

from Tests.Pages.client import Answer, fetch

FOREIGN = "foreign.invalid"


def expect(holds: bool, otherwise: str) -> None:
    if not holds:
        raise AssertionError(otherwise)


def expect_problem(answer: Answer, status: int) -> None:
    kind = answer.headers.get_content_type()
    expect(answer.status == status, f"status {answer.status}")
    expect(kind == "application/problem+json", f"content type {kind}")
    expect(answer.json.get("status") == status, f"the problem says {answer.json}")


def a_list_pages_with_a_cursor(base: str) -> None:
    first = fetch(f"{base}/api/v1/buildings?limit=2").json
    expect(len(first["items"]) == 2, f"{len(first['items'])} items with limit=2")
    seen, cursor = [item["id"] for item in first["items"]], first["next_cursor"]
    while cursor:
        page = fetch(f"{base}/api/v1/buildings?limit=2&cursor={cursor}").json
        seen += [item["id"] for item in page["items"]]
        cursor = page["next_cursor"]
        expect(len(seen) < 10_000, "the cursor never ends")
    expect(len(seen) > 2 and len(set(seen)) == len(seen), f"the pages overlap or end early: {seen}")


def the_description_is_openapi_3_1(base: str) -> None:
    description = fetch(f"{base}/api/v1/openapi.json").json
    expect(description["openapi"].startswith("3.1."), f"version {description['openapi']}")
    expect("/api/v1/buildings" in description["paths"], f"paths {sorted(description['paths'])}")


def an_unknown_api_path_is_a_problem(base: str) -> None:
    expect_problem(fetch(f"{base}/api/v1/nowhere"), 404)


def an_unknown_page_is_a_page(base: str) -> None:
    answer = fetch(f"{base}/nowhere")
    expect(answer.status == 404, f"status {answer.status}")
    expect(answer.headers.get_content_type() == "text/html", f"content type {answer.headers.get_content_type()}")
    expect("<h1" in answer.text, "no h1")


def a_foreign_host_is_refused(base: str) -> None:
    """A name of somebody else that leads to this machine (DNS rebinding) must not read the bureau's data."""
    answer = fetch(base, headers={"Host": FOREIGN})
    expect(answer.status in (403, 421), f"status {answer.status}")


def a_foreign_page_may_not_post(base: str) -> None:
    headers = {"Origin": f"https://{FOREIGN}", "Sec-Fetch-Site": "cross-site"}
    answer = fetch(f"{base}/jobs", method="POST", headers=headers, body=b"")
    expect(answer.status == 403, f"status {answer.status}")


CHECKS = [
    a_list_pages_with_a_cursor,
    the_description_is_openapi_3_1,
    an_unknown_api_path_is_a_problem,
    an_unknown_page_is_a_page,
    a_foreign_host_is_refused,
    a_foreign_page_may_not_post,
]
