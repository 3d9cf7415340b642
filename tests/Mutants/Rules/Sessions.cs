namespace Grid.Mutants.Rules;

/// <summary>Sessions at the operators' pages, and tokens.</summary>
internal static class Sessions
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        Mutant.Code(
            "idle-session",
            "a session that is left alone ends",
            "private bool IsLong(DateTimeOffset moment) => «clock.GetUtcNow() - moment >= options.Value.Idle»;",
            "false",
            "Console/IdleSessionsTests"
        ),
        Mutant.Code(
            "idle-cookie",
            "the cookie of a session that is over opens no page",
            "if («!SessionsOf(context.HttpContext).GoesOn(context.Principal, context.Properties)»)",
            "false",
            "Console/IdleTests/A_page_that_asks*"
        ),
        Mutant.Code(
            "idle-pages",
            "a page that is open gets nothing more when the session is over",
            "user.FindFirst(PagesSignIn.TokenClaim)?.Value, «sessions.IsOver(user)»);",
            "false",
            "Console/IdleTests/A_page_that_asks*"
        ),
        Mutant.Code(
            "idle-password",
            "who comes after somebody who left gives a password",
            "is { } before && «sessions.WasLeft(before.Properties)»",
            "false",
            "Console/ProviderTests/Who_comes*"
        ),
        Mutant.Code(
            "sign-out-origin",
            "the form that signs out may lead to the provider",
            "provider.Origin is { } there ? «$\"{Policy} {there}\"» : Policy;",
            "Policy",
            "Console/ProviderTests/Who_signs*"
        ),
        Mutant.Code(
            "token-withdrawn",
            "a token whose key was withdrawn is checked again",
            "out var entry) || «!ReferenceEquals(entry.Keys, keys)»)",
            "false",
            "Api/CheckedTokensTests",
            "Api/ProviderKeysTests/A_token_of_a_key*"
        ),
        Mutant.Code(
            "token-expired",
            "a token that was checked ends when it expires",
            "«Validators.ValidateLifetime(checkedToken.ValidFrom, checkedToken.ValidTo, checkedToken, parameters);»",
            "",
            "Api/CheckedTokensTests/An_expired*"
        ),
    ];
}
