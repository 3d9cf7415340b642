using System.Reflection;
using System.Text.Json;
using Grid.Api.Applicants;
using Grid.Api.Applications;
using Grid.Api.Calendars;
using Grid.Api.Duties;
using Grid.Api.Households;
using Grid.Api.Ledger;
using Grid.Api.Lists;
using Grid.Api.Matching;
using Grid.Api.Notices;
using Grid.Api.Persons;
using Grid.Api.Platform;
using Grid.Api.Recognising;
using Grid.Api.Reorganising;
using Grid.Api.Requests;
using Grid.Api.Views;
using Microsoft.Extensions.Time.Testing;

namespace Grid.Api.Tests.Requests;

public sealed class ExampleTests
{
    private static readonly FakeTimeProvider Clock = new(new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.FromHours(8)));

    public static TheoryData<Type> Bodies =>
        [
            .. typeof(IRequest<>)
                .Assembly.GetTypes()
                .Where(type => type.GetInterfaces().Any(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IRequest<>))),
        ];

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Every_example_has_the_right_shape(Type body)
    {
        var example = body.GetProperty("Example", BindingFlags.Public | BindingFlags.Static)!.GetValue(null);
        BodyShape.Check(JsonSerializer.SerializeToElement(example, body, ApiJson.Options), body);
    }

    [Fact]
    public void Every_example_of_a_command_is_read()
    {
        object[] commands =
        [
            VerificationBody.Example.Read(Now()),
            NoteBody.Example.Read(Now()),
            IdentityCorrectionBody.Example.Read(Now()),
            RefusalBody.Example.Read(Now()),
            DeclarationBody.Example.Read(Now()),
            TransferBody.Example.Read(Now()),
            ExitBody.Example.Read(Now()),
            ExitRevocationBody.Example.Read(Now()),
            NumberBody.Example.Read(Now(), _ => new Grid.Domain.Identity.PersonId(7)),
            CorrectionBody.Example.Read(Now()),
            ObjectionBody.Example.Read(Now()),
            ObjectionAnswerBody.Example.Read("id", Now()),
            RevocationBody.Example.Read(Now()),
            LinkBody.Example.Read(Now()),
            UnlinkBody.Example.Read(Now()),
            EnteredInErrorBody.Example.Read(Now()),
            RevealBody.Example.Read(Now()),
            ContactBody.Example.Read(Now()),
            ServiceBody.Example.Read(Now()),
            PolicyBody.Example.Read(Now()),
            PensionCheckBody.Example.Read(Now()),
            HardshipCheckBody.Example.Read(Now()),
            HardshipApplicationBody.Example.Read(Now()),
            HardshipExaminationBody.Example.Read("id", Now()),
            HardshipRecognitionBody.Example.Read("id", Now()),
            HardshipRefusalBody.Example.Read("id", Now()),
            HardshipWithdrawalBody.Example.Read(Now()),
            OwnHardshipBody.Example.Read(Now()),
            HouseholdBody.Example.Read(Now()),
            HouseholdMemberBody.Example.Read("", Now())!,
            HouseholdRecognitionBody.Example.Read(Now()),
            HouseholdCheckBody.Example.Read(Now()),
            BenefitBody.Example.Read(Now()),
            GradeBody.Example.Read(Now()),
            ClaimBody.Example.Read(Now()),
            SnoozeBody.Example.Read("review", Now()),
            MatchBody.Example.Read(Now()),
            FindingBody.Example.Read("employment", "k1", Now()),
            MatchStatementBody.Example.Read("employment", "k1", Now()),
            DeliveryReportBody.Example.Read(Now(), Clock.GetUtcNow(), TimeSpan.FromMinutes(5)),
            OwnReportBody.Example.Read(Now()),
            PersonListBody.Example.Read(Now()),
            ListContactBody.Example.Read(Now()),
            ListServiceBody.Example.Read(Now()),
            LedgerBody.Example.Read(Now()),
            OwnTransferBody.Example.Read(Now()),
            CalendarCheck.Read(
                "CN",
                "2027",
                new Body<CalendarBody>(CalendarBody.Example),
                Grid.Domain.Calendar.CalendarTables.LoadEmbedded()
            ),
        ];
        Assert.All(commands, Assert.NotNull);
    }

    [Fact]
    public void Every_example_of_an_order_to_the_sync_is_read()
    {
        Assert.NotEmpty(OrderBody.Example.Read(Now()));
        Assert.True(ResendBody.Example.Read(Now()).Renew);
        Assert.True(SettlementBody.Example.Read(Now()).ByHand);
        Assert.Equal("360105", CaseMoveBody.Example.Read(Now(), Grid.Domain.Regions.OfficeDirectory.LoadEmbedded()).Area);
        Assert.NotNull(ResendDaysBody.Example.Read(Now(), Grid.Domain.Regions.RegionTree.LoadEmbedded()).Region);
    }

    private static Fields Now() => new(Clock);
}
