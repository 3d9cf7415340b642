using Grid.Domain.Counting;

namespace Grid.Api.Duties;

/// <summary>
/// From when to when the person draws unemployment benefit (失业保险金), both inclusive; without an end while it is open. Why it ended is not
/// shown.
/// </summary>
public sealed record BenefitView(DateOnly From, DateOnly? To)
{
    internal static BenefitView? Of(ValidTime? drawn) => drawn is null ? null : new BenefitView(drawn.From, drawn.To);
}
