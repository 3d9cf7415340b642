namespace Grid.Api.Requests;

/// <summary>How many items a list in a body may have, where it is not the usual number.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class LongestListAttribute(int items) : Attribute
{
    public int Items { get; } = items;
}
