using Grid.Domain.Persons;
using Grid.Domain.Platform;

namespace Grid.Domain.Tests.Platform;

/// <summary>Every item that the rules make of an event can be written in the ministry's names.</summary>
internal static class MappedItems
{
    public static void Check(PlatformItem item)
    {
        if (PlatformFields.BuiltIn.ByHand.Contains(item.Kind))
            return;
        Assert.Matches("^[0-9]{6}$", item.Region);
        var mapped = PlatformItemMapping.Map(PlatformFields.BuiltIn, item, item.Region);
        Assert.True(mapped.Fault is null, mapped.Fault?.Reason);
        var names = PlatformFields.BuiltIn.All.Select(field => field.Name).ToHashSet(StringComparer.Ordinal);
        Assert.All(mapped.Fields!.Value.EnumerateObject(), field => Assert.Contains(field.Name, names));
    }
}
