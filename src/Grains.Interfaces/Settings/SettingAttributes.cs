using System.ComponentModel.DataAnnotations;

namespace Grid.Grains.Interfaces.Settings;

/// <summary>A whole address with one of some schemes; of any scheme where none is named. Null is allowed.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AddressAttribute(params string[] schemes) : ValidationAttribute
{
    public IReadOnlyList<string> Schemes { get; } = schemes;

    public override bool IsValid(object? value) =>
        value is null
        || (
            value is string text
            && Uri.TryCreate(text, UriKind.Absolute, out var address)
            && (Schemes.Count == 0 || Schemes.Contains(address.Scheme, StringComparer.Ordinal))
        );

    public override string FormatErrorMessage(string name) =>
        Schemes.Count == 0 ? "A whole address is expected." : $"An address with {string.Join(" or ", Schemes)} is expected.";
}

/// <summary>A path below an address, without a leading slash.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RelativePathAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) =>
        value is string text && !string.IsNullOrWhiteSpace(text) && text[0] != '/' && Uri.TryCreate(text, UriKind.Relative, out _);

    public override string FormatErrorMessage(string name) => "A path without a leading slash is expected.";
}

/// <summary>The path of a file that exists. Null is allowed.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ExistingFileAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) => value is null || File.Exists(value as string);

    public override string FormatErrorMessage(string name) => "There is no such file.";
}
