using Grid.Domain.Text;

namespace Grid.Domain.Counting.Folding;

/// <summary>The other side of a transfer, as <c>360102/urban</c>.</summary>
internal static class Peers
{
    public static string Of(CountEntry entry) => $"{entry.PeerRegion}/{EnumName.Of(entry.PeerBlock ?? entry.Case.Block)}";
}
