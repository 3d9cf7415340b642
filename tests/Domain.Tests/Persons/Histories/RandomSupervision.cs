using Grid.Domain.Numbers;
using Grid.Domain.Persons;

namespace Grid.Domain.Tests.Persons;

/// <summary>Random complaints, answers of surveys, and uses by other offices.</summary>
internal static class RandomSupervision
{
    public static PersonCommand Make(Dice d, PersonRecord record)
    {
        var open = record.Complaints.FirstOrDefault(c => c.IsOpen)?.Id ?? "x";
        var number = record.Registration?.Number
            ?? (record.Past is [.., var last] ? last.Number : RegistrationNumber.Create("980102", World.Day("2026-03-02"), 1));
        return (d.B % 10) switch
        {
            < 3 => new RaiseComplaint(d.Of(Enum.GetValues<ComplaintKind>(), 2), Texts.Any(d, 5))
            {
                Office = d.C % 3 == 0 ? World.OtherUrban : null,
            },
            3 => new TakeComplaint(open, d.C % 2 == 0),
            4 => new AnswerComplaint(open, d.C % 2 == 0, Texts.Any(d, 6)),
            5 => new WithdrawComplaint(open, Texts.Any(d, 7)),
            < 8 => new RecordSurveyAnswer(
                new Guid(d.A % 9, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1),
                number,
                d.Rarely(50) ? SurveyOutcome.Refused : SurveyOutcome.Answered,
                d.Rarely(51) ? [] : [new SurveyReply("1", "2"), new SurveyReply("2", d.C % 2 == 0 ? "1" : "2")],
                null
            ),
            8 => new SettleContradiction(
                record.SurveyChecks.FirstOrDefault(check => check.IsOpen)?.Survey ?? Guid.Empty,
                d.C % 2 == 0,
                Texts.Any(d, 8)
            ),
            _ => new NoteUse(d.Of(Enum.GetValues<DataUse>(), 1)),
        };
    }
}
