namespace Grid.Api.Worklists;

/// <summary>How many messages could not be delivered, and where they are listed.</summary>
public sealed record UndeliveredCountView(long Count, string Href);
