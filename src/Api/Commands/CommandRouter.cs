using Grid.Api.Problems;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons.Reading;

namespace Grid.Api.Commands;

/// <summary>Finds whose record a command means that names an application, a registration or a person, and sends it there.</summary>
internal sealed class CommandRouter(IPersonSearch search, CommandSender sender)
{
    /// <summary>
    /// To the person of an application. The command names it, and the grain carries the command out only while that is the person's latest
    /// application: one that is meant for an old application cannot hit a newer one.
    /// </summary>
    public async Task<CommandAnswer> ToApplicationAsync<TCommand>(WriteRequest write, byte[] digest, string number, TCommand command)
        where TCommand : PersonCommand
    {
        var application = Number(number);
        return await search.ByApplicationNumberAsync(application, write.Cancelled) is { } person
            ? await sender.SendAsync(write, digest, person, command, new CommandTarget { Application = application })
            : await sender.RepeatAsync(write, digest) ?? throw new Problem(ProblemCatalogue.NotFound).AsException();
    }

    /// <summary>To a person's record, which must exist; of an alias, to the main record.</summary>
    public Task<CommandAnswer> ToPersonAsync<TCommand>(WriteRequest write, byte[] digest, string personId, TCommand command)
        where TCommand : PersonCommand => sender.SendAsync(write, digest, Person(personId), command, new CommandTarget());

    /// <summary>To the record of this very number, alias or not.</summary>
    public Task<CommandAnswer> ToNumberAsync<TCommand>(WriteRequest write, byte[] digest, string personId, TCommand command)
        where TCommand : PersonCommand => sender.SendAsync(write, digest, Person(personId), command);

    public static ApplicationNumber Number(string number) =>
        ApplicationNumber.TryParse(number, out var parsed, out var error)
            ? parsed
            : throw Problem.Fields(new FieldError("path.number", Domain.Text.EnumName.Of(error))).AsException();

    public static PersonId Person(string personId) =>
        PersonId.TryParse(personId, out var parsed)
            ? parsed
            : throw Problem.Fields(new FieldError("path.personId", FieldCodes.BadCode)).AsException();
}
