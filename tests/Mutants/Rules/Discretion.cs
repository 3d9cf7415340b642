namespace Grid.Mutants.Rules;

/// <summary>What logs, spans and exceptions show; who may sign a token; where calls go.</summary>
internal static class Discretion
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        Mutant.Code(
            "discreet-values",
            "a record shows identifiers and kinds alone",
            ".Where(member => member.Own || «IsShown(member.Field.FieldType)»),",
            "true",
            "Grains/DiscreetMessagesTests"
        ),
        Mutant.Code(
            "discreet-depth",
            "a record shows of what it is made of no more than identifiers and kinds",
            "if («(member.Own && inner)» || member.Field",
            "false",
            "Grains/DiscreetMessagesTests"
        ),
        Mutant.Code(
            "trace-parent",
            "a trace that a caller sends must be one",
            "traceId = «TraceParentText.IsOne(given)» ? given : null;",
            "given is not null",
            "Api/NothingPersonalTests"
        ),
        Mutant.Code(
            "host-header",
            "what a caller sends as Host is on no span",
            "Kept.Contains(tag) && «!(kind == ActivityKind.Server && OfCaller.Contains(tag))»;",
            "true",
            "Api/NothingPersonalTests"
        ),
        Mutant.Code(
            "token-algorithms",
            "a token of the provider is signed with an algorithm of the list",
            "own.ValidAlgorithms = «Algorithms»;",
            "parameters.ValidAlgorithms",
            "Api/ProviderKeysTests"
        ),
        Mutant.Code(
            "redirects",
            "what is sent to another system goes to its address alone",
            "AllowAutoRedirect = «false», UseCookies",
            "true",
            "Grains/RedirectTests",
            "Api/PullTests"
        ),
    ];
}
