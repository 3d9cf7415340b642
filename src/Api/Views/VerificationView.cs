using Grid.Domain.Persons;
using Grid.Domain.Text;

namespace Grid.Api.Views;

/// <summary>A recorded check.</summary>
public sealed record VerificationView(string Subject, string Outcome, EvidenceView Evidence, DateTimeOffset At, string By)
{
    internal static VerificationView Of(Verification check) =>
        new(EnumName.Of(check.Subject), EnumName.Of(check.Outcome), EvidenceView.Of(check.Evidence), check.At, check.By);
}
