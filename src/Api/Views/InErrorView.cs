using Grid.Domain.Persons;
using Grid.Domain.Text;

namespace Grid.Api.Views;

/// <summary>How a case came to be ended as entered in error.</summary>
/// <param name="On">The day.</param>
/// <param name="Why">How the mistake came about.</param>
/// <param name="RightNumber">The number that should have been typed, masked.</param>
/// <param name="NoRightNumber">Why there is none.</param>
public sealed record InErrorView(DateOnly On, string Why, string? RightNumber, string? NoRightNumber)
{
    /// <summary>The status of such a case.</summary>
    internal const string Status = "enteredInError";

    internal static InErrorView Of(CaseInError error) =>
        new(error.On, Mask.Text(error.Why)!, error.RightNumber?.Masked, error.NoRightNumber is { } none ? EnumName.Of(none) : null);
}
