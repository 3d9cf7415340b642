namespace Grid.Domain.Platform;

/// <summary>Why something cannot go to the platform, or cannot be taken from it. Names the field and never a value.</summary>
/// <param name="Own">The field in the register's names, as a path; null when no field is to blame.</param>
/// <param name="Reason">Chinese first; names the ministry's field.</param>
public sealed record PlatformFault(string? Own, string Reason)
{
    internal static PlatformFault Of(PlatformField field, string own, string zh, string en) => new(own, $"{field.Name} {field.Zh}：{zh}。{own} {en}.");

    internal static PlatformFault Missing(PlatformField field, string own) => Of(field, own, "缺失", "is missing");
}
