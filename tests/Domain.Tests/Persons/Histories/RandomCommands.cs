using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Domain.Retirement;
using Grid.Domain.Services;

namespace Grid.Domain.Tests.Persons;

/// <summary>Makes commands out of dice: mostly such as fit the record, some that do not, some that would never be sent.</summary>
internal static class RandomCommands
{
    private static readonly string[] Offices =
    [
        World.Urban,
        World.OtherUrban,
        World.Rural,
        World.Urban,
        "98010203",
        World.Lone,
        "98019901",
        "",
    ];

    private static readonly string[] Homes = [World.Urban, World.Urban, World.OtherUrban];

    public static readonly Actor[] Actors =
    [
        World.Clerk,
        World.SecondClerk,
        World.OtherClerk,
        World.RuralClerk,
        World.Supervisor,
        World.CountySupervisor,
        World.OtherSupervisor,
        Actor.Register,
        new("hotline", Role.Hotline, null),
        World.Applicant,
    ];

    public static PersonCommand Make(Dice d, SmallRegister register)
    {
        var record = register.Records[register.MainOf(d.Who)];
        var now = register.Now;
        return (d.Kind, record) switch
        {
            (>= 100 and < 104, { Proposal: { } waiting }) => d.B % 4 == 0
                ? new RejectProposal(waiting.Id, Texts.Any(d, 17))
                : new ConfirmProposal(d.Rarely(21) ? "x" : waiting.Id),
            (>= 94 and < 97, { Proposal: { } waiting }) => new ConfirmProposal(waiting.Id),
            (< 40, { Proposal.Command: RevokeRegistration }) when d.A % 3 > 0 => d.B % 4 == 0
                ? new RejectRevocation(Texts.Any(d, 4))
                : new ConfirmRevocation(),
            (< 50, { Objections: [.., { Against: ObjectionSubject.Revocation } open] }) => new AnswerObjection(
                open.Id,
                d.B % 4 > 0,
                "经核查"
            )
            {
                Remedy = d.C % 4 == 0 ? ObjectionRemedy.ReExamine : null,
            },
            (< 60, { Objections: [.., { Against: ObjectionSubject.Hardship } open] }) => new AnswerObjection(
                open.Id,
                d.B % 4 > 0,
                "经核查"
            ),
            (< 60, { Registration.Recognising.Latest.IsAgainstPerson: true, Objections: [] }) when d.A % 2 == 0 => new RaiseObjection(
                ObjectionSubject.Hardship,
                Texts.Any(d, 5)
            ),
            (< 60, { Past: [.., { Ending: PastEnding.Revoked }], Objections: [] }) when d.A % 2 == 0 => new RaiseObjection(
                ObjectionSubject.Revocation,
                Texts.Any(d, 5)
            ),
            (< 96, { Application.Status: ApplicationStatus.NotApproved, Registration: null, Objections: [] }) when d.C % 2 == 0 =>
                new RaiseObjection(ObjectionSubject.NonApproval, "请复核"),
            (
                < 96,
                {
                    Application.Status: ApplicationStatus.NotApproved,
                    Registration: null,
                    Objections: [.., { Against: ObjectionSubject.NonApproval } refused]
                }
            ) => new AnswerObjection(refused.Id, true, "经核查") { Remedy = d.C % 3 == 0 ? ObjectionRemedy.Approve : null },
            (< 40, { Proposal: { } proposal }) when d.A % 3 > 0 => d.B % 4 == 0
                ? new RejectProposal(proposal.Id, Texts.Any(d, 4))
                : new ConfirmProposal(proposal.Id),
            (96, { Application: { } last }) => Renumber(d, register, last),
            (97, { Application: { } last }) => Renumber(d, register, last),
            (< 120, { Past: [.., { Registration.Imported: { Held: true } held }] }) when d.B % 2 == 0 => new SettleImport(
                held.Import,
                d.C % 2 == 0
            ),
            (< 120, { Registration.Imported: { Held: true } held }) when d.B % 2 == 0 => new SettleImport(held.Import, d.C % 2 == 0),
            (< 120, { HeldBy: { } waits }) when d.B % 3 == 0 => new SettleImport(waits, d.C % 2 == 0),
            (< 120, { HeldBy: not null }) when d.B % 3 == 1 => History(d, register, record),
            (>= 112 and < 115, _) => Import(d, register),
            (>= 115 and < 119, { Identity: not null }) => History(d, register, record),
            (>= 178, { Registration: not null }) => RandomHardship.Make(d, record, now),
            (>= 172, { Registration: not null }) => RandomService.Policy(d, ChinaTime.DateOf(now), now),
            (>= 164, _) => RandomMatters.Make(d, record, register.Numbers[register.MainOf(d.Who)], now),
            (>= 150, _) => RandomMatches.Make(d, record, now),
            (>= 120, { Registration: not null }) when d.Hours % 2 == 0 => RandomHardship.Make(d, record, now),
            (>= 120, _) when d.Hours % 7 == 1 => RandomHardship.Make(d, record, now),
            (>= 104 and < 108, { Identity: not null }) => RandomSupervision.Make(d, record),
            (>= 104, _) => RandomService.Make(d, record, now),
            (< 4, { Application.PlatformNumber: not null, Identity: not null }) => Again(d, record),
            (< 10, _) => Submit(d, register),
            (< 28, { Application: { IsOpen: true } open }) => Verify(d, open, now),
            (>= 28 and < 36, { Application.Status: ApplicationStatus.CorrectionAsked }) => new CorrectIdentity(
                PersonName.Parse(d.A % 2 == 0 ? "司徒核对" : "欧阳测试")
            ),
            (< 46, { Application: { IsOpen: true } open }) when d.A % 4 > 0 => Next(open),
            (< 46, { Application.IsOpen: true }) => new ApproveApplication(),
            (< 52, { Application: { IsOpen: true } open }) => Refuse(d, open),
            (< 46, { Registration: null }) => Submit(d, register),
            (< 24, { Registration.ByReference: not null }) => Submit(d, register),
            (< 38, { Proposal.Command: RecordExit }) => d.B % 3 == 0 ? new RejectExit(Texts.Any(d, 4)) : new ConfirmExit(),
            (< 44, { Registration: not null }) => new RecordExit(Exit(d, record, now)),
            (< 55, { Application.Status: ApplicationStatus.CorrectionAsked }) => new CorrectIdentity(
                PersonName.Parse(d.A % 2 == 0 ? "司徒核对" : "欧阳测试")
            ),
            (< 56, _) => new AskCorrection(Texts.Any(d, 1)),
            (< 58, _) => new CorrectIdentity(PersonName.Parse("欧阳测试")),
            (< 60, _) => new WithdrawApplication(d.Rarely(2) ? Evidence(d, now) : World.Word(Texts.Any(d, 2))),
            (< 64, _) => new Transfer(d.Of(Offices, 3), d.A % 2 == 0 ? null : d.Of(Enum.GetValues<PlaceGround>()), Texts.Any(d, 3)),
            (65, _) when d.B % 2 == 0 => new AnswerTransfer(
                TransferRequestStatus.OpenOf(record) is [.., var last] ? last.Id : "x",
                d.C % 3 > 0
            ),
            (< 66, _) => new DeclineTransfer(
                (record.Registration?.TransferRequests ?? record.Application?.TransferRequests) is [var asked, ..] ? asked.Id : "x",
                World.Word()
            ),
            (< 68, _) => new RecordExit(Exit(d, record, now)),
            (< 70, _) => d.A % 2 == 0 ? new ConfirmExit() : new RejectExit(Texts.Any(d, 4)),
            (< 76, { Past.Count: > 0 }) => new RevokeExit(d.Rarely(3) ? record.Past[0].Number : record.Past[^1].Number, Evidence(d, now)),
            (< 81, _) => Correct(d, now),
            (< 84, _) => new RaiseObjection(d.Of(Enum.GetValues<ObjectionSubject>()), Texts.Any(d, 5)),
            (< 88, _) => Answer(d, record, now),
            (< 91, _) => new LinkTo(register.IdOf(d.A % 4), Texts.Any(d, 7)),
            (< 94, _) => new Unlink(record.Aliases is [var alias, ..] ? alias.Alias : register.IdOf(d.A % 3), Texts.Any(d, 8)),
            (< 95, _) when d.C % 3 == 0 => new MoveToSuccessor("0123456789abcdef0123456789abcdef", Texts.Any(d, 9)),
            (< 96, { Application: { } last }) => new EndAsEnteredInError(last.Number, Texts.Any(d, 9))
            {
                RightNumber = d.B % 2 == 0 ? World.Citizen(d.C % 3 + 1) : null,
                NoRightNumber = d.B % 2 == 1 || d.Rarely(20) ? d.Of(Enum.GetValues<NoRightNumber>()) : null,
            },
            (< 99, { Registration: not null } or { Past.Count: > 0 }) => new RevokeRegistration(Revocation(d, record, now)),
            (< 100, _) => new ConfirmRevocation(),
            (< 101, _) => new RejectRevocation(Texts.Any(d, 4)),
            (< 102, _) => new AgreeToLink(register.IdOf(d.A % 4), Texts.Any(d, 18)),
            (< 103, { Application: { } own }) when d.C % 3 == 0 => new JoinPlatformApplication(
                PlatformApplicationNumber.Parse($"J-{d.A % 7}"),
                d.B % 4 == 0 ? ApplicationNumber.Create("980102", World.Day("2026-03-02"), 1)
                    : record.Past is [.., var over] && d.B % 2 == 0 ? over.Registration.Application
                    : own.Number
            ),
            (< 103, _) => d.B % 2 == 0 ? new ConfirmProposal("x") : new RejectProposal("x", Texts.Any(d, 17)),
            _ when d.B % 3 == 0 => new RecordInforming
            {
                Of = d.Of(Enum.GetValues<InformingSubject>()),
                At = d.C % 2 == 0 ? now.AddHours(-(d.A % 50)) : null,
                Channel = d.Of(Enum.GetValues<ContactChannel>(), 1),
                Outcome = d.Of(Enum.GetValues<InformingOutcome>(), 2),
                Note = Texts.Any(d, 6),
            },
            _ when d.B % 3 == 1 => Delivery(d, record, now),
            _ => new Tick(),
        };
    }

    /// <summary>Of a decision of this person, or of one that is not.</summary>
    private static RecordDelivery Delivery(Dice d, PersonRecord record, DateTimeOffset now)
    {
        var of = d.Of(Enum.GetValues<InformingSubject>());
        var number =
            of == InformingSubject.NonApproval ? record.Application?.Number.Value
            : record.Past is [.., var past] ? past.Number.Value
            : record.Registration?.Number.Value;
        return new RecordDelivery(of, number ?? "x", now.AddMinutes(d.A % 50 - 40), d.Of(Enum.GetValues<InformingOutcome>(), 1));
    }

    /// <summary>What an application still needs, and then its approval.</summary>
    private static PersonCommand Next(Application open)
    {
        VerificationSubject[] needed =
        [
            VerificationSubject.Identity,
            .. open.ByReference is null ? [] : new[] { VerificationSubject.ByReferenceGroup },
            .. open.Verifications.Any(v => v.Subject == VerificationSubject.NotDeceased) ? new[] { VerificationSubject.NotDeceased } : [],
        ];
        return
            needed
                .Where(subject => !open.Verifications.Any(v => v.Subject == subject && v.Outcome == VerificationOutcome.Confirmed))
                .ToArray()
                is [var next, ..]
            ? new RecordVerification(next, VerificationOutcome.Confirmed, World.Hand())
            : new ApproveApplication();
    }

    private static RecordVerification Verify(Dice d, Application open, DateTimeOffset now) =>
        d.B % 4 == 1 && d.A % 3 == 0 ? new RecordVerification(VerificationSubject.OutOfWork, VerificationOutcome.Contradicted, World.Hand())
        : d.B % 4 == 0
            ? new RecordVerification(
                d.Of(Enum.GetValues<VerificationSubject>(), 1),
                d.Of(Enum.GetValues<VerificationOutcome>(), 2),
                Evidence(d, now)
            )
        : open.ByReference is not null
        && open.Verifications.Any(v => v is { Subject: VerificationSubject.Identity, Outcome: VerificationOutcome.Confirmed })
            ? new RecordVerification(
                VerificationSubject.ByReferenceGroup,
                d.C % 6 == 0 ? VerificationOutcome.Contradicted : VerificationOutcome.Confirmed,
                World.Hand()
            )
        : open.Verifications.Any(v => v.Subject == VerificationSubject.NotDeceased) && d.C % 3 == 1
            ? new RecordVerification(VerificationSubject.NotDeceased, VerificationOutcome.Confirmed, World.Hand())
        : open.Verifications.Count == 0 && d.C % 4 == 0
            ? new RecordVerification(VerificationSubject.Identity, VerificationOutcome.Inconclusive, World.Match(now))
        : new RecordVerification(VerificationSubject.Identity, VerificationOutcome.Confirmed, World.Hand());

    private static PersonCommand Refuse(Dice d, Application open) =>
        open.Verifications switch
        {
            [.., { Subject: VerificationSubject.Identity, Outcome: not VerificationOutcome.Confirmed }] when !open.CorrectionWasAsked =>
                new AskCorrection(Texts.Any(d, 1)),
            [.., { Subject: VerificationSubject.Identity, Outcome: not VerificationOutcome.Confirmed }] => new RefuseApplication(
                NonApprovalReason.IdentityNotVerifiable
            ),
            _ when open.Verifications.Any(v => v is { Subject: VerificationSubject.OutOfWork, Outcome: VerificationOutcome.Contradicted })
                    && d.A % 2 == 0 => new RefuseApplication(NonApprovalReason.Employed),
            _ => new RefuseApplication(d.Of(Enum.GetValues<NonApprovalReason>(), 1))
            {
                Since = d.C % 3 == 0 ? ChinaTime.DateOf(open.SubmittedAt).AddDays(d.A % 4) : null,
            },
        };

    private static SubmitApplication Submit(Dice d, SmallRegister register)
    {
        var now = register.Now;
        var birth = World.Day("1985-06-12");
        var platform = d.C % 5 == 0;
        var reason = d.Of(Enum.GetValues<UnemploymentReason>(), 5);
        var isPermit = register.Numbers[d.Who].IsHongKongMacaoTaiwan && !d.Rarely(6);
        return World.Application(register.Numbers[d.Who], now, d.Of(d.B % 3 == 0 ? Offices : Homes, 1)) with
        {
            BirthDate = d.Rarely(4) ? birth.AddDays(1) : birth,
            Channel =
                platform ? ApplicationChannel.Platform
                : d.A % 2 == 0 ? ApplicationChannel.Online
                : ApplicationChannel.Offline,
            PlatformNumber = platform ? PlatformApplicationNumber.Parse($"P{d.C % 3}-{d.Who}") : null,
            SubmittedAt = d.B % 6 == 0 ? now.AddHours(-d.C) : null,
            Commitment = new Commitment("2026-01", d.B % 6 == 0 ? now.AddHours(-d.C) : now),
            ByReference =
                isPermit ? ByReferenceGroup.HongKongMacaoTaiwanResident
                : d.B % 3 == 0 ? d.Of(Enum.GetValues<ByReferenceGroup>(), 2)
                : null,
            Reason = reason,
            Matters =
                d.C % 4 == 0 ? [MatterKind.Benefit, MatterKind.Hardship]
                : d.C % 4 == 1 ? [MatterKind.Hardship]
                : [],

            // What the platform allows to be left out excludes no person here, but cannot be sent on.
            OtherReason =
                reason == UnemploymentReason.Other
                    ? platform
                        ? "单位搬迁"
                        : Texts.Any(d, 10)
                    : d.Rarely(5)
                        ? "多余"
                        : null,
            Details = Details(d, platform),
        };
    }

    /// <summary>What an earlier system may have had of this number; some of it cannot be, some is there already.</summary>
    public static ImportCases Import(Dice d, SmallRegister register)
    {
        var (today, number) = (ChinaTime.DateOf(register.Now), register.Numbers[d.Who]);
        var cases = new List<CaseToImport>();
        var from = today.AddDays(-900 + (d.A % 90));
        for (var i = 0; i <= d.B % 3; i++)
        {
            var until = from.AddDays(20 + (d.C % 200));
            var isOpen = until > today || (i == d.B % 3 && d.C % 2 == 0);
            var reason = d.Of(Enum.GetValues<ExitReason>(), 3 + i);
            var why = d.Of(Enum.GetValues<UnemploymentReason>(), 4 + i);
            cases.Add(
                new CaseToImport
                {
                    Row = (d.A * 3) + i + 1,
                    LegacyNumber = d.C % 4 == 0 ? null : $"旧{d.Who}-{d.A}-{i}",
                    Office = d.Of(Homes, 1 + i),
                    Ground = d.Of(Enum.GetValues<PlaceGround>(), i),
                    ByReference = number.IsHongKongMacaoTaiwan ? ByReferenceGroup.HongKongMacaoTaiwanResident : null,
                    Channel = ApplicationChannel.Offline,
                    Reason = why,
                    OtherReason = why == UnemploymentReason.Other ? "单位搬迁" : null,
                    UnemployedOn = from.AddDays(d.Rarely(3) ? 3 : -3),
                    RegisteredOn = from,
                    FormerEmployer = d.B % 4 == 0 ? new FormerEmployer("样例公司", null) : null,
                    PlatformNumber = d.C % 5 == 0 ? PlatformApplicationNumber.Parse($"OLD{d.A % 3}-{d.Who}") : null,
                    LastReachedOn = isOpen && d.A % 2 == 0 ? today.AddDays(-3) : null,
                    Exit = isOpen ? null : new ExitToImport(reason, until, reason == ExitReason.Other ? "旧系统:六个月未联系" : null),
                }
            );
            from = until.AddDays(d.Rarely(5) ? -9 : d.A % 40);
        }

        return new ImportCases
        {
            Number = number,
            Name = PersonName.Parse(d.Rarely(9) ? "司徒核对" : "欧阳测试"),
            BirthDate = number.BirthDate ?? World.Day("1985-06-12"),
            Sex = number.Sex ?? Sex.Male,
            Details = World.Details(),
            Import = new ImportOrigin(new Guid(d.A % 3, 9, 9, 1, 2, 3, 4, 5, 6, 7, 8), d.B % 2 == 0 ? null : today.AddDays(-(d.C % 400)))
            {
                Held = d.C % 3 == 0,
            },
            Cases = cases,
        };
    }

    /// <summary>What an earlier system may have had of the registrations that are there; some of it cannot be, some is there already.</summary>
    public static ImportHistory History(Dice d, SmallRegister register, PersonRecord record)
    {
        var now = register.Now;
        var registrations = record.Past.Select(past => past.Registration).Append(record.Registration).OfType<Registration>().ToArray();
        var rows = new List<HistoryToImport>();
        for (var i = 0; i <= d.A % 4; i++)
        {
            var of = registrations.Length == 0 ? null : registrations[(d.B + i) % registrations.Length];
            var at =
                d.C % 3 == 0 || of is null
                    ? now.AddDays(-(d.C % 20) - i)
                    : ChinaTime.StartOf(of.RegisteredOn).AddDays((d.C + (7 * i)) % 60);
            var row = new HistoryToImport
            {
                Row = (d.A * 5) + i + 1,
                Registration = d.B % 4 == 0 ? of?.Number : null,
                LegacyNumber = d.B % 4 == 1 ? of?.Imported?.Number : null,
            };
            rows.Add(
                ((d.C + i) % 5) switch
                {
                    0 => row with
                    {
                        Service = new RecordService(
                            OfferList.BuiltInServices.Items[0].Code,
                            d.Of(Enum.GetValues<ServiceResult>(), i),
                            ChinaTime.DateOf(at),
                            d.Rarely(4) ? Texts.Any(d, 20) : null
                        ),
                    },
                    1 => row with
                    {
                        Exit = Exit(d, record, now) with
                        {
                            On = d.A % 2 == 0 ? ChinaTime.DateOf(now) : ChinaTime.DateOf(at),
                            FamilyContact = null,
                        },
                    },
                    _ => row with
                    {
                        Contact = new RecordContact
                        {
                            At = at,
                            Channel = d.Of([ContactChannel.Telephone, ContactChannel.HomeVisit, ContactChannel.ShortMessage], i),
                            Outcome = d.Of([ContactOutcome.Reached, ContactOutcome.NotReached, ContactOutcome.FoundWork], 2 + i),
                            Note = d.Rarely(5) ? Texts.Any(d, 21) : null,
                        },
                    },
                }
            );
        }

        return new ImportHistory
        {
            Import = new ImportOrigin(record.HeldBy ?? new Guid(d.A % 3, 8, 8, 1, 2, 3, 4, 5, 6, 7, 8), null)
            {
                Held = d.A % 4 == 0 && record.HeldBy is null,
            },
            Rows = rows,
        };
    }

    /// <summary>The platform sends the same application again, as it was or with something changed.</summary>
    private static SubmitApplication Again(Dice d, PersonRecord record)
    {
        var application = record.Application!;
        return World.Application(record.Identity!.Number, application.SubmittedAt, application.Office) with
        {
            Name = d.B % 5 == 0 ? PersonName.Parse("司徒核对") : record.Identity.Name,
            BirthDate = record.Identity.BirthDate,
            Channel = ApplicationChannel.Platform,
            PlatformNumber = application.PlatformNumber,
            Reason = d.C % 7 == 0 ? UnemploymentReason.LostJob : application.Reason,
            OtherReason = d.C % 7 == 0 ? null : application.OtherReason,
            Commitment = d.C % 5 == 0 ? application.Commitment with { TextVersion = "2025-01" } : application.Commitment,
            Details = Details(d, isWhole: true),
        };
    }

    private static PersonDetails Details(Dice d, bool isWhole) =>
        World.Details(d.A % 2 == 0 ? "13800138000" : "13900139000") with
        {
            Education = d.C % 3 == 0 ? "10" : "21",
            Health = d.B % 4 == 0 ? "5" : "1",
            DisabilityGrade = d.B % 4 == 0 && (isWhole || !d.Rarely(6)) ? "1-02" : null,
            HukouRegion =
                d.A % 3 == 0
                    ? d.Rarely(4)
                        ? "980102"
                        : "360102"
                    : null,
            EthnicGroup = d.Rarely(5) ? "77" : null,
            Profile =
                d.C % 4 == 1
                    ? new PersonProfile
                    {
                        Occupation = "6",
                        Categories = ["9", "1"],
                        Community = "民巷",
                    }
                    : null,
        };

    public static Evidence Evidence(Dice d, DateTimeOffset now) =>
        (d.C % 5) switch
        {
            0 => World.Word(Texts.Any(d, 11)),
            1 => World.Match(now.AddHours(-1)),
            2 => World.Match(now.AddHours(d.Rarely(7) ? 1 : 0), Texts.Any(d, 12)),
            _ => World.Hand(Texts.Any(d, 13)),
        };

    private static ExitDetails Exit(Dice d, PersonRecord record, DateTimeOffset now)
    {
        var reason = d.Of(Enum.GetValues<ExitReason>(), 3);
        var today = ChinaTime.DateOf(now);
        return new ExitDetails
        {
            Reason = d.B % 4 == 0 ? ExitReason.Other : reason,
            On =
                d.Rarely(8) ? today.AddDays((d.A % 5) - 2)
                : d.A % 3 == 0 && record.Registration is { } r ? r.RegisteredOn
                : today,
            OtherReason = d.B % 4 == 0 || d.Rarely(9) || reason == ExitReason.Other ? Texts.Any(d, 14) : null,
            Evidence = reason == ExitReason.GaveUpJobSeeking && d.B % 4 != 0 ? World.Word() : Evidence(d, now),
            Statement =
                (reason == ExitReason.GaveUpJobSeeking && d.B % 4 != 0) || d.Rarely(22)
                    ? World.Said(
                        now.AddHours(
                            d.Rarely(23) ? 1
                            : d.Rarely(24) ? -900
                            : 0
                        ),
                        Texts.Any(d, 19)
                    )
                    : null,
            Employer = d.Rarely(7) ? FormerEmployer.Read("某某公司", "91350203M0001QKT19") : null,
        };
    }

    /// <summary>To another number of the register, rarely to the same.</summary>
    public static CorrectNumber Renumber(Dice d, SmallRegister register, Application last)
    {
        var right = (d.Who + 1 + (d.Rarely(3) ? 2 : d.A % 2)) % register.Numbers.Count;
        return new CorrectNumber(
            last.Number,
            register.Numbers[right],
            register.IdOf(right),
            d.Rarely(6) ? Evidence(d, register.Now) : World.Hand()
        )
        {
            BirthDate = register.Numbers[right].BirthDate ?? World.Day("1985-06-12"),
            Sex = register.Numbers[right].Sex ?? Sex.Male,
        };
    }

    /// <summary>Mostly of the active registration, for work that began on its day or before.</summary>
    public static RevocationDetails Revocation(Dice d, PersonRecord record, DateTimeOffset now)
    {
        var registration =
            record.Registration is { } active && d.A % 4 > 0 ? active
            : record.Past is [.., var past] ? past.Registration
            : record.Registration!;
        var reason = d.B % 3 == 0 ? d.Of(Enum.GetValues<RevocationReason>(), 1) : RevocationReason.Employed;
        return new RevocationDetails
        {
            Number = registration.Number,
            Reason = reason,
            Since = reason is RevocationReason.UnderSixteen or RevocationReason.NotThisPerson
                ? d.Rarely(4)
                    ? registration.RegisteredOn
                    : null
                : registration.RegisteredOn.AddDays(d.Rarely(5) ? 2 : -(d.C % 12)),
            Evidence = d.C % 3 == 0 ? Evidence(d, now) : World.Match(now, "社会保险参保库"),
        };
    }

    private static AnswerObjection Answer(Dice d, PersonRecord record, DateTimeOffset now)
    {
        var objection = record.Objections is [var first, ..] ? first : null;
        return new AnswerObjection(objection?.Id ?? "x", d.B % 3 > 0, Texts.Any(d, 6))
        {
            Remedy = d.A % 3 == 0 ? d.Of(Enum.GetValues<ObjectionRemedy>(), 2) : null,
            Correction =
                objection is { Against: ObjectionSubject.Data } && d.C % 2 == 0 ? Correct(d, now)
                : d.Rarely(9) ? Correct(d, now)
                : null,
        };
    }

    private static CorrectData Correct(Dice d, DateTimeOffset now) =>
        new()
        {
            Why = Texts.Any(d, 15),
            Name = d.A % 5 == 0 ? PersonName.Parse("司徒核对") : null,
            Education = d.B % 2 == 0 ? "10" : "21",
            RetirementCategory = d.A % 6 == 0 ? d.Of(Enum.GetValues<RetirementCategory>(), 3) : null,
            Health = d.Rarely(10) ? "5" : null,
            DisabilityGrade = d.Rarely(10) && d.A % 2 == 0 ? "1-02" : null,
            Reason = d.C % 4 == 0 ? d.Of(Enum.GetValues<UnemploymentReason>(), 7) : null,
            OtherReason = d.C % 8 == 0 ? Texts.Any(d, 16) : null,
            UnemployedOn = d.C % 6 == 0 ? ChinaTime.DateOf(now).AddDays(-d.C % 40) : null,
            Group = d.C % 5 == 0 ? new GroupCorrection(d.B % 2 == 0 ? null : d.Of(Enum.GetValues<ByReferenceGroup>(), 6)) : null,
            Ground = d.C % 7 == 0 ? d.Of(Enum.GetValues<PlaceGround>(), 2) : null,
            Telephone = d.C % 9 == 0 ? TelephoneNumber.Parse("13900139000") : null,
            FormerEmployer = d.Rarely(8) ? FormerEmployer.Read(null, "91350203M0001QKT19") : null,
            Profile = d.B % 4 == 1 ? Profile(d, now) : null,
            Representative = d.C % 11 == 3 ? Represented(d, now) : null,
            Remove = d.Rarely(9) ? [d.Of(Enum.GetValues<RemovableField>(), 8)] : null,
        };

    /// <summary>Right in most members: a correction with a wrong one changes nothing.</summary>
    private static PersonProfile Profile(Dice d, DateTimeOffset now) =>
        new()
        {
            Occupation = d.A % 7 == 0 ? "焊工" : "6",
            Skills = d.A % 3 == 0 ? [new PersonSkill("2", d.C % 5 == 0 ? "99" : "4", "焊工", null)] : null,
            Categories = d.A % 4 == 0 ? ["1", d.C % 6 == 0 ? "0" : "3"] : null,
            GraduatedOn = d.A % 5 == 0 ? ChinaTime.DateOf(now).AddDays((d.C % 800) - 400) : null,
            Community = d.C % 3 == 0 ? (d.A % 8 == 0 ? "360102" : "360102002001") : null,
            SocialSecurityCard = d.C % 4 == 0 ? "A12345678" : null,
        };

    private static Representative Represented(Dice d, DateTimeOffset now) =>
        new()
        {
            Kind = d.A % 3 == 0 ? RepresentativeKind.Guardian : RepresentativeKind.Agent,
            Name = PersonName.Parse("司徒代办"),
            Relationship = "亲属",
            Scopes = [RepresentativeScope.Apply],
            Until = d.B % 5 == 0 ? null : ChinaTime.DateOf(now).AddDays((d.B % 90) - 5),
        };
}
