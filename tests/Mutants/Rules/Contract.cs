namespace Grid.Mutants.Rules;

/// <summary>What the OpenAPI document says.</summary>
internal static class Contract
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        Mutant.Code(
            "query-needed",
            "a query that is refused without a member says that it needs it",
            "[(\"counts.stock\", \"on\")] = «Needed(Day(\"on\", \"The day, today or before.\"))»,",
            "Day(\"on\", \"The day, today or before.\")",
            "Api/OpenApiTests"
        ),
        Mutant.Code(
            "document-part",
            "a part of the document has the operations of its roles alone",
            "«matrix.RolesOf(operation).Intersect(Roles, StringComparer.Ordinal).Any()»;",
            "true",
            "Api/OpenApiTests"
        ),
        Mutant.Code(
            "request-open",
            "a request's schema stays closed",
            "if («isAnswer» && schema[\"additionalProperties\"] is JsonValue closed",
            "true",
            "Api/OpenApiTests"
        ),
        Mutant.Code(
            "answer-without-null",
            "a member of an answer is absent where it has no value, and never null",
            "if («isMember && isAnswer») NotNull(schema);",
            "false",
            "Api/KeptDocumentTests"
        ),
    ];
}
