namespace Grid.Domain.Platform;

/// <summary>What a kind cannot do without; the same both ways.</summary>
internal static class PlatformRequirements
{
    /// <summary>The first field that is missing; null when there is none.</summary>
    /// <param name="values">By ministry name, as they travel.</param>
    /// <param name="dispensable">Places whose values nothing waits for, whatever the table says; null for none.</param>
    public static PlatformFault? Missing(PlatformFields fields, string kind, IReadOnlyDictionary<string, string> values, IReadOnlySet<string>? dispensable = null)
    {
        foreach (var (field, own) in fields.Of(kind))
        {
            var isRequired = field.Required.Contains(kind, StringComparer.Ordinal)
                || (field.RequiredWhen is { } when && string.Equals(values.GetValueOrDefault(when.Field), when.Value, StringComparison.Ordinal));
            if (isRequired && !values.ContainsKey(field.Name) && dispensable?.Contains(own) != true)
                return PlatformFault.Missing(field, own);
        }

        return null;
    }
}
