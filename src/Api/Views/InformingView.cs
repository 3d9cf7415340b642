using Grid.Domain.Persons;
using Grid.Domain.Text;

namespace Grid.Api.Views;

/// <summary>How somebody was informed of a decision, or that it was tried (告知, 79/2020 (四)).</summary>
/// <param name="Of"><c>exit</c>, <c>nonApproval</c> or <c>revocation</c>.</param>
/// <param name="At">When a message was delivered, or what an office recorded.</param>
/// <param name="Channel">As of a contact; <c>shortMessage</c> is a delivered message, not one that only left.</param>
/// <param name="Outcome"><c>informed</c> or <c>notReached</c>.</param>
/// <param name="Family">The family was informed, because the person has died.</param>
public sealed record InformingView(string Of, DateTimeOffset At, string Channel, string Outcome, bool Family)
{
    internal static IReadOnlyList<InformingView>? List(IReadOnlyList<CaseInforming>? informings) =>
        informings is not { Count: > 0 }
            ? null
            :
            [
                .. informings.Select(one => new InformingView(
                    EnumName.Of(one.Of),
                    one.At,
                    EnumName.Of(one.Channel),
                    EnumName.Of(one.Outcome),
                    one.Family
                )),
            ];
}
