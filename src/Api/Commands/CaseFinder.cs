using Grid.Api.Problems;
using Grid.Domain.Calendar;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Domain.Persons.Commands;
using Grid.Domain.Persons.Deciding;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Reference;

namespace Grid.Api.Commands;

/// <summary>Finds whose record a command means that names an application, a registration or a person, and sends it there.</summary>
internal sealed class CaseFinder(IPersonSearch search, CommandSender sender, IReferenceData reference, TimeProvider clock)
{
    /// <summary>
    /// To the person of an application. The number must be that of the person's latest application: otherwise a command meant for an old one would hit the new one.
    /// </summary>
    public async Task<CommandAnswer> ToApplicationAsync<TCommand>(
        Write write, byte[] digest, string number, TCommand command, Func<IPersonGrain, CommandRequest<TCommand>, Task<CommandReply>> call)
        where TCommand : PersonCommand
    {
        var wanted = Number(number);
        if (await search.ByApplicationNumberAsync(wanted, write.Cancelled) is not { } person)
        {
            return await sender.RepeatAsync(write, digest) ?? throw new Problem(ProblemCatalogue.NotFound).AsException();
        }

        var record = await RecordAsync(person, write);
        return record.Application?.Number == wanted
            ? await sender.SendAsync(write, digest, record.Id, command, call)
            : await sender.RepeatAsync(write, digest) ?? throw new Problem(ProblemCatalogue.NotCurrentCase) { State = CaseScope.StateOf(record, write.Caller.Actor, reference.Offices, clock.Today()) }.AsException();
    }

    /// <summary>To a person's record; of an alias, to the main record.</summary>
    public async Task<CommandAnswer> ToPersonAsync<TCommand>(
        Write write, byte[] digest, string personId, TCommand command, Func<IPersonGrain, CommandRequest<TCommand>, Task<CommandReply>> call)
        where TCommand : PersonCommand
    {
        var record = await RecordAsync(Person(personId), write);
        return await sender.SendAsync(write, digest, record.Id, command, call);
    }

    /// <summary>To the record of this very number, alias or not.</summary>
    public Task<CommandAnswer> ToNumberAsync<TCommand>(
        Write write, byte[] digest, string personId, TCommand command, Func<IPersonGrain, CommandRequest<TCommand>, Task<CommandReply>> call)
        where TCommand : PersonCommand =>
        sender.SendAsync(write, digest, Person(personId), command, call);

    public static ApplicationNumber Number(string number) => ApplicationNumber.TryParse(number, out var parsed, out var error)
        ? parsed
        : throw Problem.Fields(new FieldError("path.number", Domain.Text.EnumName.Of(error))).AsException();

    public static PersonId Person(string personId) => PersonId.TryParse(personId, out var parsed)
        ? parsed
        : throw Problem.Fields(new FieldError("path.personId", FieldCodes.BadCode)).AsException();

    private async Task<PersonRecord> RecordAsync(PersonId person, Write write) =>
        (await sender.ReadAsync(person, write.Cancelled))?.Record ?? throw new Problem(ProblemCatalogue.NotFound).AsException();
}
