using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons;
using Orleans.Concurrency;

namespace Grid.Grains.Persons.Linking;

/// <summary>Calls between records about links; no caller outside the grains uses it.</summary>
[Alias("Grid.IPersonLinks")]
public interface IPersonLinks : IGrainWithStringKey
{
    /// <summary>
    /// Null when this record may become the main record of that number, as that actor asks; else the reason. After a yes it does not become
    /// an alias itself for a while.
    /// </summary>
    [Alias("MayBecomeMainOf"), AlwaysInterleave]
    Task<Refusal?> MayBecomeMainOf(PersonId alias, Actor actor);

    /// <summary>The same without the checks of office and actor: silos of an older version call it during an upgrade.</summary>
    [Alias("MayBecomeMain"), AlwaysInterleave]
    Task<bool> MayBecomeMain();

    /// <summary>The case of this move has arrived.</summary>
    [Alias("ConfirmMove")]
    Task<CommandReply> ConfirmMove(Guid moveId);

    /// <summary>The right number of a corrected case is an alias of this other record, which takes the case.</summary>
    [Alias("RedirectMove")]
    Task<CommandReply> RedirectMove(Guid moveId, PersonId to);
}
