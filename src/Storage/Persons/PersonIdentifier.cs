using Grid.Domain.Identity;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Persons;
using Grid.Storage.Sealing;

namespace Grid.Storage.Persons;

/// <summary>Persons' identifiers under the register's key: kind of document and normalised number, hashed.</summary>
public sealed class PersonIdentifier(RegisterKey key) : IPersonIdentifier
{
    public PersonId Identify(IdentityNumber number)
    {
        ArgumentNullException.ThrowIfNull(number);
        return PersonId.FromBytes(key.Derive(EnumName.Of(number.Kind), number.Value));
    }
}
